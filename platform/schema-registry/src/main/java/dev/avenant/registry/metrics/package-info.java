/** What a registry measures; start at {@link dev.avenant.registry.metrics.RegistryMetrics}. */
@NullMarked
package dev.avenant.registry.metrics;

import org.jspecify.annotations.NullMarked;
