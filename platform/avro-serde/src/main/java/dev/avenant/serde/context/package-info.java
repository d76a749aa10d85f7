/** In which context of the registry subjects are; start at {@link dev.avenant.serde.context.ContextNameStrategy}. */
@NullMarked
package dev.avenant.serde.context;

import org.jspecify.annotations.NullMarked;
