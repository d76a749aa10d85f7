/** Who of several registries writes; start at {@link dev.avenant.registry.leadership.Leadership}. */
@NullMarked
package dev.avenant.registry.leadership;

import org.jspecify.annotations.NullMarked;
