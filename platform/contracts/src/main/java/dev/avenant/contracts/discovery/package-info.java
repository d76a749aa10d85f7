/**
 * Avro schemas as they lie in any repository, without a {@code contracts.yaml}; start from
 * {@link dev.avenant.contracts.discovery.DiscoveredSchemas}.
 */
@NullMarked
package dev.avenant.contracts.discovery;

import org.jspecify.annotations.NullMarked;
