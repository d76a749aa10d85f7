package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of every answer that is an error.
 *
 * @param errorCode one of {@link RegistryErrorCode}, or an HTTP status
 * @param message for people
 */
public record ErrorMessage(@JsonProperty("error_code") int errorCode, String message) {}
