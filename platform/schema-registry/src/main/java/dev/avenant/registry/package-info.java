/** The embeddable schema registry; start at {@link dev.avenant.registry.SchemaRegistry}. */
@NullMarked
package dev.avenant.registry;

import org.jspecify.annotations.NullMarked;
