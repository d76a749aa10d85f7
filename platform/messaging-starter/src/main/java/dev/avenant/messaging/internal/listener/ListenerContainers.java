package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.api.DeadLetterTopic;
import java.time.Duration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Makes the container that reads a subscription's topic, and with it the replay topic of the group. */
final class ListenerContainers {

    private static final Duration AFTER_REFUSED_CREDENTIALS = Duration.ofSeconds(10);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final String group;
    private final int concurrency;
    private final PollListenerFactory listeners;
    private final PausingErrorHandler errorHandler;

    ListenerContainers(
            ConsumerFactory<byte[], byte[]> consumers,
            String group,
            int concurrency,
            PollListenerFactory listeners,
            PausingErrorHandler errorHandler) {
        this.consumers = consumers;
        this.group = group;
        this.concurrency = concurrency;
        this.listeners = listeners;
        this.errorHandler = errorHandler;
    }

    AbstractMessageListenerContainer<byte[], byte[]> create(Subscription subscription) {
        String topic = subscription.topic();
        ContainerProperties settings =
                new ContainerProperties(topic, DeadLetterTopic.of(topic, group).replayTopic());
        settings.setGroupId(group);
        settings.setAckMode(ContainerProperties.AckMode.BATCH);
        settings.setAuthExceptionRetryInterval(AFTER_REFUSED_CREDENTIALS);
        settings.setMissingTopicsFatal(false);
        settings.setConsumerRebalanceListener(errorHandler.rebalanceListener());
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setupMessageListener(listeners.create(subscription, () -> !container.isRunning()));
        container.setConcurrency(concurrency);
        container.setCommonErrorHandler(errorHandler);
        container.setBeanName("avenant." + topic);
        return container;
    }
}
