package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A version of a subject, by name and number. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SubjectVersion(String subject, int version) {}
