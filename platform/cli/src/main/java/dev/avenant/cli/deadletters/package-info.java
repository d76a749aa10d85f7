/** {@code avenant dead-letters}. */
@NullMarked
package dev.avenant.cli.deadletters;

import org.jspecify.annotations.NullMarked;
