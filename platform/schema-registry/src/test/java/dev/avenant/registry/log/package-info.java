@NullMarked
package dev.avenant.registry.log;

import org.jspecify.annotations.NullMarked;
