/**
 * Rules for how schemas are written, beyond what a pair of versions shows; start from
 * {@link dev.avenant.compatibility.lint.Linter}.
 */
@NullMarked
package dev.avenant.compatibility.lint;

import org.jspecify.annotations.NullMarked;
