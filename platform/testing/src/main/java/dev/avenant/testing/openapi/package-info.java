/**
 * Holds a service's answers against its OpenAPI document, those of its tests and those to random requests; start at
 * {@link dev.avenant.testing.openapi.DocumentedTraffic} and {@link dev.avenant.testing.openapi.ApiFuzz}.
 */
@NullMarked
package dev.avenant.testing.openapi;

import org.jspecify.annotations.NullMarked;
