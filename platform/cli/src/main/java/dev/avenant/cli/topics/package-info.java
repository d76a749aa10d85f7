/** {@code avenant topics}. */
@NullMarked
package dev.avenant.cli.topics;

import org.jspecify.annotations.NullMarked;
