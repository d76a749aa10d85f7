/** The checks of this build's Java code; start at {@link dev.avenant.checks.CheckingJavac}. */
@NullMarked
package dev.avenant.checks;

import org.jspecify.annotations.NullMarked;
