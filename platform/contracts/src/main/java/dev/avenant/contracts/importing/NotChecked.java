package dev.avenant.contracts.importing;

/**
 * What an import kept for the way back, or left alone, and made no contract of.
 *
 * @param what a subject or a version of it
 * @param why the reason, without a full stop
 */
public record NotChecked(String what, String why) {}
