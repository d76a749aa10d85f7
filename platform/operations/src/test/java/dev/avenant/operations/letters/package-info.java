@NullMarked
package dev.avenant.operations.letters;

import org.jspecify.annotations.NullMarked;
