package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;
import org.springframework.kafka.listener.MessageListener;

/** Makes the listener of a subscription. */
@FunctionalInterface
interface RecordListenerFactory {

    MessageListener<byte[], byte[]> create(Subscription subscription);
}
