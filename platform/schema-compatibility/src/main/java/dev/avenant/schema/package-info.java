/** Reading Avro schema files safely and with their places in the text; start from {@link dev.avenant.schema.SchemaSource}. */
@NullMarked
package dev.avenant.schema;

import org.jspecify.annotations.NullMarked;
