@NullMarked
package dev.avenant.checks;

import org.jspecify.annotations.NullMarked;
