/** Schemas in the words of SQL, as {@code format=logical} asks for them; start at {@link dev.avenant.registry.logical.LogicalSchemas}. */
@NullMarked
package dev.avenant.registry.logical;

import org.jspecify.annotations.NullMarked;
