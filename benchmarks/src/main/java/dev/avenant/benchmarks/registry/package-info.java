/** Load on any schema registry; start at {@link dev.avenant.benchmarks.registry.RegistryLoad}. */
@NullMarked
package dev.avenant.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
