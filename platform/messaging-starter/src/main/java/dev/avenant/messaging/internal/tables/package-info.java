/**
 * The tables of the outbox, the inbox and the dead letters: made or looked at when a service starts; not an API. Start at
 * {@link dev.avenant.messaging.internal.tables.MessagingTables}.
 */
@NullMarked
package dev.avenant.messaging.internal.tables;

import org.jspecify.annotations.NullMarked;
