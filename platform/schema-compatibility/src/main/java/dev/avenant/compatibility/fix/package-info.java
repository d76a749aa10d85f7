/** Finds the edits that mend what a comparison has found, by trying them; start from {@link dev.avenant.compatibility.fix.FixFinder}. */
@NullMarked
package dev.avenant.compatibility.fix;

import org.jspecify.annotations.NullMarked;
