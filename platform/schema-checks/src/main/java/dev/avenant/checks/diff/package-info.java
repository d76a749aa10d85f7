/** What changed between two versions, in the words of a schema; start from {@link dev.avenant.checks.diff.SchemaDiff}. */
@NullMarked
package dev.avenant.checks.diff;

import org.jspecify.annotations.NullMarked;
