/** {@code avenant subjects}. */
@NullMarked
package dev.avenant.cli.subjects;

import org.jspecify.annotations.NullMarked;
