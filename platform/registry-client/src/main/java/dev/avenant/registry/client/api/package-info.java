/**
 * What travels over the Confluent Schema Registry REST API: bodies, error codes and media types; start at {@link
 * dev.avenant.registry.client.api.CompatibilityLevel}.
 */
@NullMarked
package dev.avenant.registry.client.api;

import org.jspecify.annotations.NullMarked;
