package dev.avenant.stack.config;

/**
 * What a JDBC client needs.
 *
 * @param jdbcUrl where it is
 * @param user who may do everything in it
 * @param password the user's
 */
public record Database(String jdbcUrl, String user, String password) {}
