package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.Phases;
import dev.avenant.messaging.internal.failure.SubscriptionTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Starts a container for each subscription once its topics are there, and starts it again if it ever stops by itself.
 * A broker that is away, or a topic that nobody created yet, does not keep the service from starting: the listener
 * begins when it is there.
 */
final class Listeners implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int CHECK_SECONDS = 2;
    private static final int FORGET_MINUTES = 60;
    private static final int KEEP_MINUTES = 5;

    private final Map<String, AbstractMessageListenerContainer<byte[], byte[]>> containers;
    private final SubscriptionTopics topics;
    private final Runnable forgetOldMessages;
    private final Map<String, String> notStarted = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService checks;

    Listeners(
            Map<String, AbstractMessageListenerContainer<byte[], byte[]>> containers,
            SubscriptionTopics topics,
            Runnable forgetOldMessages) {
        this.forgetOldMessages = forgetOldMessages;
        this.containers = containers;
        this.topics = topics;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks catch what they throw, and end with the executor
    public synchronized void start() {
        if (checks != null) {
            return;
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "avenant-listeners");
            thread.setDaemon(true);
            return thread;
        });
        checks = executor;
        startMissing();
        executor.scheduleWithFixedDelay(this::startMissing, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        executor.scheduleWithFixedDelay(this::keepTopics, KEEP_MINUTES, KEEP_MINUTES, TimeUnit.MINUTES);
        executor.scheduleWithFixedDelay(this::forget, 1, FORGET_MINUTES, TimeUnit.MINUTES);
    }

    private synchronized void startMissing() {
        if (checks == null) {
            return;
        }
        containers.forEach(this::startIfMissing);
    }

    private void startIfMissing(String topic, AbstractMessageListenerContainer<byte[], byte[]> container) {
        try {
            if (container.isRunning() && !container.isInExpectedState()) {
                LOG.atWarn().addKeyValue("topic", topic).log("A thread of the listener ended; it starts again");
                container.stop();
            }
            if (!container.isRunning()) {
                start(topic, container);
            }
        } catch (ExecutionException failed) {
            notYet(topic, "Kafka did not answer: " + failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable failed) {
            // An error too, which would end the checks of all listeners without a word.
            notYet(topic, String.valueOf(failed));
        }
    }

    /** Somebody may delete or change them, and a broker that makes topics by itself makes them with its own settings. */
    private void keepTopics() {
        for (String topic : containers.keySet()) {
            try {
                var unused = topics.prepare(topic);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable failed) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .log("Its dead-letter topic was not looked at: {}", failed.getMessage());
            }
        }
    }

    private void forget() {
        try {
            forgetOldMessages.run();
        } catch (Throwable failed) {
            LOG.atWarn().log("Old messages stay in the inbox until the next try: {}", String.valueOf(failed));
        }
    }

    private void start(String topic, AbstractMessageListenerContainer<byte[], byte[]> container)
            throws ExecutionException, InterruptedException {
        if (topics.prepare(topic)) {
            container.start();
            notStarted.remove(topic);
        } else {
            notYet(topic, "topic " + topic + " does not exist; ./avenant push creates it");
        }
    }

    private void notYet(String topic, String reason) {
        if (!reason.equals(notStarted.put(topic, reason))) {
            LOG.atWarn().addKeyValue("topic", topic).log("The listener waits to start: {}", reason);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = checks;
            checks = null;
        }
        if (stopping != null) {
            stopping.shutdownNow();
        }
        stopContainers();
    }

    /** All at once, so that a stop takes no longer than the slowest of them. */
    private void stopContainers() {
        CountDownLatch running = new CountDownLatch(containers.size());
        long patience = 0;
        for (AbstractMessageListenerContainer<byte[], byte[]> container : containers.values()) {
            patience = Math.max(patience, container.getContainerProperties().getShutdownTimeout());
            container.stop(running::countDown);
        }
        try {
            if (!running.await(patience, TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("listeners", running.getCount())
                        .log("Listeners are still busy with an event; it comes again unless it is handled to its end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The container that reads the topic. */
    AbstractMessageListenerContainer<byte[], byte[]> container(String topic) {
        return Objects.requireNonNull(containers.get(topic), () -> "No subscription to " + topic);
    }

    /** The partitions that the consumers of this process read now, those of the replay topics among them. */
    Set<TopicPartition> assignedPartitions() {
        return containers.values().stream()
                .map(AbstractMessageListenerContainer::getAssignedPartitions)
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    /** Whether the listener of that topic runs. */
    boolean isWell(String topic) {
        AbstractMessageListenerContainer<byte[], byte[]> container = containers.get(topic);
        return container != null && container.isRunning() && container.isInExpectedState();
    }

    /** Has the listener read no more, and keep its partitions, until it is told to go on; what it has begun it ends. */
    void pause(String topic) {
        container(topic).pause();
        LOG.atInfo().addKeyValue("topic", topic).log("The listener pauses, as it was told to");
    }

    /** Has a listener that was told to pause go on. */
    void resume(String topic) {
        if (!isPaused(topic)) {
            return;
        }
        container(topic).resume();
        LOG.atInfo().addKeyValue("topic", topic).log("The listener goes on, as it was told to");
    }

    /** Whether the topic's listener was told to pause. */
    boolean isPaused(String topic) {
        return container(topic).isPauseRequested();
    }

    /**
     * What each topic's listener does, in words, and why it does not run; a listener is well if it is {@code running}, paused
     * or not.
     */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        for (String topic : new ArrayList<>(containers.keySet())) {
            String reason = notStarted.get(topic);
            states.put(topic, isWell(topic) ? "running" : reason == null ? "stopped" : "stopped: " + reason);
        }
        return states;
    }

    @Override
    public synchronized boolean isRunning() {
        return checks != null;
    }

    @Override
    public int getPhase() {
        return Phases.LISTENERS;
    }
}
