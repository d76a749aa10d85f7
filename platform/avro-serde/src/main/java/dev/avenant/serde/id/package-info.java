/** Where a record carries the id of its schema; start at {@link dev.avenant.serde.id.SchemaIdSerializer}. */
@NullMarked
package dev.avenant.serde.id;

import org.jspecify.annotations.NullMarked;
