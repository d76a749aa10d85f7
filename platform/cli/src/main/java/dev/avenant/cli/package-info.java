/**
 * The {@code avenant} command line; start from {@link dev.avenant.cli.Avenant}, whose subcommands lie in a package for each thing
 * they are about. These know {@code access} and {@code terminal}, which know nothing of them.
 */
@NullMarked
package dev.avenant.cli;

import org.jspecify.annotations.NullMarked;
