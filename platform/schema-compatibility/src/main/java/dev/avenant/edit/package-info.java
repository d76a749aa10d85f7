/** Edits of a schema, as data; start from {@link dev.avenant.edit.SchemaEdit}. */
@NullMarked
package dev.avenant.edit;

import org.jspecify.annotations.NullMarked;
