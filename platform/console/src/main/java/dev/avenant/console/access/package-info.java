/** Who may see and do what; start at {@link dev.avenant.console.access.Access}. */
@NullMarked
package dev.avenant.console.access;

import org.jspecify.annotations.NullMarked;
