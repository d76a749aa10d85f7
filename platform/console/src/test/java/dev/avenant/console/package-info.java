/** The console as a browser sees it; start at {@link dev.avenant.console.ConsolePagesTest}. */
@NullMarked
package dev.avenant.console;

import org.jspecify.annotations.NullMarked;
