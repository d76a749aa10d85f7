package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;

/** Makes the reader of a subscription. */
@FunctionalInterface
interface EventReaderFactory {

    EventReader create(Subscription subscription);
}
