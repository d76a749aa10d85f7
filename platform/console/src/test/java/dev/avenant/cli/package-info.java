/** Runs commands of the command line in the JVM of a test of the console. */
@NullMarked
package dev.avenant.cli;

import org.jspecify.annotations.NullMarked;
