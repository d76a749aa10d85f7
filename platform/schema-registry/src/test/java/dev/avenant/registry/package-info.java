/** The registry as its clients see it. */
@NullMarked
package dev.avenant.registry;

import org.jspecify.annotations.NullMarked;
