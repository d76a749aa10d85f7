package dev.avenant.messaging.internal.outbox;

/**
 * Who appends, and how much at once.
 *
 * @param source the {@code ce_source} of every event
 * @param maxEventBytes how large an event may be, with its headers
 */
record OutboxIdentity(String source, int maxEventBytes) {}
