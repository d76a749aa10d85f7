package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingConfigurationException;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.tables.MessagingTables;
import dev.avenant.serde.errors.SerdeFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The first part to start: sees to the tables, then holds the event classes of this service against the registry. A
 * registry that does not answer is asked again until the start-up time-out; a schema that it does not hold, or
 * credentials that it refuses, end the start at once.
 */
final class MessagingInitializer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MessagingInitializer.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final MessagingTables tables;
    private final EventCodec codec;
    private final Duration timeout;
    private final Map<String, Set<Class<? extends SpecificRecord>>> events = new LinkedHashMap<>();
    private volatile boolean running;

    MessagingInitializer(
            MessagingTables tables,
            EventCodec codec,
            Duration timeout,
            List<Publication> publications,
            List<Subscription> subscriptions) {
        this.tables = tables;
        this.codec = codec;
        this.timeout = timeout;
        publications.forEach(publication -> add("Publication", "of", publication.topic(), publication.events()));
        subscriptions.forEach(subscription -> add("Subscription", "on", subscription.topic(), subscription.events()));
    }

    @Override
    public void start() {
        tables.prepare();
        long deadline = System.nanoTime() + timeout.toNanos();
        events.forEach((topic, classes) -> classes.forEach(event -> require(topic, event, deadline)));
        running = true;
    }

    private void require(String topic, Class<? extends SpecificRecord> event, long deadline) {
        while (true) {
            try {
                codec.require(topic, event);
                return;
            } catch (RuntimeException failed) {
                if (!isTransient(failed)) {
                    throw failed instanceof EventNotRegisteredException ? failed : unusable(failed);
                }
                if (System.nanoTime() > deadline) {
                    throw new RegistryUnavailableException(
                            "No schema registry answered at " + codec.registryUrl() + " within " + timeout.toMillis()
                                    + " ms: " + reason(failed),
                            failed);
                }
                LOG.atInfo()
                        .addKeyValue("topic", topic)
                        .addKeyValue("event", event.getName())
                        .log("Waiting for the schema registry: {}", reason(failed));
                pause();
            }
        }
    }

    /** It answers, but refuses the service, or is asked in a way that it does not understand. */
    private MessagingConfigurationException unusable(RuntimeException failed) {
        return new MessagingConfigurationException(
                "The schema registry at " + codec.registryUrl() + " cannot be used: " + failed.getMessage(),
                "Correct avenant.messaging.schema-registry-url, or the credentials and other settings below"
                        + " avenant.messaging.registry.",
                failed);
    }

    private static boolean isTransient(RuntimeException failed) {
        return SerdeFailure.find(failed)
                .map(failure -> failure.kind().isTransient())
                .orElse(false);
    }

    /** What lies behind it, without what the serde says of the schema that it could not look for. */
    private static String reason(RuntimeException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf((cause == null ? failed : cause).getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the schema registry", interrupted);
        }
    }

    private void add(String kind, String method, String topic, List<Class<? extends SpecificRecord>> classes) {
        if (classes.isEmpty()) {
            throw new MessagingConfigurationException(
                    "The " + kind + " bean for topic " + topic + " names no event",
                    "Call its method " + method + "(...), or remove the bean.");
        }
        events.computeIfAbsent(topic, key -> new LinkedHashSet<>()).addAll(classes);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.INITIALIZER;
    }
}
