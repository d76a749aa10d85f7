/**
 * Sends what services appended; not an API. Start at {@link dev.avenant.messaging.internal.outbox.TopicRelay}.
 */
@NullMarked
package dev.avenant.messaging.internal.outbox;

import org.jspecify.annotations.NullMarked;
