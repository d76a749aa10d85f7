/** {@code avenant groups}. */
@NullMarked
package dev.avenant.cli.groups;

import org.jspecify.annotations.NullMarked;
