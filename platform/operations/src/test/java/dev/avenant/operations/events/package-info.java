@NullMarked
package dev.avenant.operations.events;

import org.jspecify.annotations.NullMarked;
