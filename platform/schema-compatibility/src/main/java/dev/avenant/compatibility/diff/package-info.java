/** What changed between two versions, in the words of a schema; start from {@link dev.avenant.compatibility.diff.SchemaDiff}. */
@NullMarked
package dev.avenant.compatibility.diff;

import org.jspecify.annotations.NullMarked;
