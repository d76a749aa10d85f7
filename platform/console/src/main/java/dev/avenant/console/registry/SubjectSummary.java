package dev.avenant.console.registry;

/**
 * One subject as the overview shows it.
 *
 * @param recordName what its latest version describes, without the namespace
 * @param id the schema id of the latest version
 */
public record SubjectSummary(String name, String recordName, int latestVersion, int id) {}
