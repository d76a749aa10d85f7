package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;

/** Makes the listener of a subscription. */
@FunctionalInterface
interface RecordListenerFactory {

    RecordListener create(Subscription subscription);
}
