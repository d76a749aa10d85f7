/** Applies the fixes of a check to the files that it checked; start from {@link dev.avenant.contracts.fix.FixRun}. */
@NullMarked
package dev.avenant.contracts.fix;

import org.jspecify.annotations.NullMarked;
