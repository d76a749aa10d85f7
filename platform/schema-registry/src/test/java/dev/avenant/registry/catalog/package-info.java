@NullMarked
package dev.avenant.registry.catalog;

import org.jspecify.annotations.NullMarked;
