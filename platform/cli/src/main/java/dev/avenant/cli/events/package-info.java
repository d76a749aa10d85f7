/** {@code avenant events} and {@code avenant replay}. */
@NullMarked
package dev.avenant.cli.events;

import org.jspecify.annotations.NullMarked;
