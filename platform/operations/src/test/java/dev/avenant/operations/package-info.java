@NullMarked
package dev.avenant.operations;

import org.jspecify.annotations.NullMarked;
