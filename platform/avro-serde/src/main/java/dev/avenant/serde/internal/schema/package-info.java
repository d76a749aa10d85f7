/** Schemas, subjects and versions as the registry holds them, and how a failure of the registry is told; start at {@link dev.avenant.serde.internal.schema.SchemaCache}. */
@NullMarked
package dev.avenant.serde.internal.schema;

import org.jspecify.annotations.NullMarked;
