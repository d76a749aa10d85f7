/** The command line, run as a user runs it; start from {@link dev.avenant.cli.Shell}. */
@NullMarked
package dev.avenant.cli;

import org.jspecify.annotations.NullMarked;
