@NullMarked
package dev.avenant.operations.registry;

import org.jspecify.annotations.NullMarked;
