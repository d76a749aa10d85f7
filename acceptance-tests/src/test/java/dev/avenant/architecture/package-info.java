/** Which module may use which, held against the compiled classes; start at {@link Module}. */
@NullMarked
package dev.avenant.architecture;

import org.jspecify.annotations.NullMarked;
