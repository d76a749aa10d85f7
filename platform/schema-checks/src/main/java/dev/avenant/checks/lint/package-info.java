/**
 * Rules for how schemas are written, beyond what a pair of versions shows; start from
 * {@link dev.avenant.checks.lint.Linter}.
 */
@NullMarked
package dev.avenant.checks.lint;

import org.jspecify.annotations.NullMarked;
