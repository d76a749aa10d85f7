/**
 * How a registry is reached, in Confluent's property names; start at {@link
 * dev.avenant.registry.client.config.RegistryClientConfig}.
 */
@NullMarked
package dev.avenant.registry.client.config;

import org.jspecify.annotations.NullMarked;
