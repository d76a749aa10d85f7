/** The commands for schemas in git: from {@code avenant init} to {@code avenant push}. */
@NullMarked
package dev.avenant.cli.contracts;

import org.jspecify.annotations.NullMarked;
