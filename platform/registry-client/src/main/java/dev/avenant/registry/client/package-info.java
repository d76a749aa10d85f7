/**
 * A client for the Confluent Schema Registry REST API, whoever serves it; start at {@link
 * dev.avenant.registry.client.RegistryClient}.
 */
@NullMarked
package dev.avenant.registry.client;

import org.jspecify.annotations.NullMarked;
