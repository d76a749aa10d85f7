/**
 * What a test of contracts, serialisers or services starts and sends, for real: a registry, Kafka, PostgreSQL, the topics
 * as another client sees them, and malformed bodies; start at {@link dev.avenant.testing.ServiceTestEnvironment}, or at
 * {@link dev.avenant.testing.EmbeddedRegistry} without Spring.
 */
@NullMarked
package dev.avenant.testing;

import org.jspecify.annotations.NullMarked;
