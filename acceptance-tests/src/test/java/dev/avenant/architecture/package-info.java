/**
 * Who may use whom, and whether the documents say what is there; start at
 * {@link dev.avenant.architecture.ModuleDirectionsTest}.
 */
@NullMarked
package dev.avenant.architecture;

import org.jspecify.annotations.NullMarked;
