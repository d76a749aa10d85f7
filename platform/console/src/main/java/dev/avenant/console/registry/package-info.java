/** What the schema registry holds, as pages show it; start at {@link dev.avenant.console.registry.Subjects}. */
@NullMarked
package dev.avenant.console.registry;

import org.jspecify.annotations.NullMarked;
