/** The web console; start at {@link dev.avenant.console.ConsoleApplication}. */
@NullMarked
package dev.avenant.console;

import org.jspecify.annotations.NullMarked;
