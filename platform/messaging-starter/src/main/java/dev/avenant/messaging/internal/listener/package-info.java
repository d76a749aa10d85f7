/**
 * Reads what services subscribed to; not an API. Start at {@link
 * dev.avenant.messaging.internal.listener.RecordListener}.
 */
@NullMarked
package dev.avenant.messaging.internal.listener;

import org.jspecify.annotations.NullMarked;
