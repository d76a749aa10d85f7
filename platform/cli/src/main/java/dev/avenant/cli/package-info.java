/** The {@code avenant} command line; start from {@link dev.avenant.cli.Avenant}. */
@NullMarked
package dev.avenant.cli;

import org.jspecify.annotations.NullMarked;
