package dev.avenant.benchmarks.messaging;

import dev.avenant.benchmarks.serde.model.JobEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A service with the starter and nothing else. It keeps in mind when each event was committed and handled. */
final class MeasuredService implements AutoCloseable {

    private final Map<Integer, Long> committed = new ConcurrentHashMap<>();
    private final Map<Integer, Long> handledAt = new ConcurrentHashMap<>();
    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger handled = new AtomicInteger();
    private final ConfigurableApplicationContext context;

    private MeasuredService(
            MeasuredStack stack,
            boolean relays,
            @Nullable String listensTo,
            UnaryOperator<Subscription> how,
            String... arguments) {
        this.context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "warn",
                        "spring.datasource.username",
                        "postgres",
                        "spring.datasource.hikari.maximum-pool-size",
                        "12",
                        "spring.datasource.url",
                        stack.databaseUrl(),
                        "spring.kafka.bootstrap-servers",
                        stack.bootstrapServers(),
                        "avenant.messaging.schema-registry-url",
                        stack.registryUrl(),
                        "avenant.messaging.source",
                        "/load",
                        "avenant.messaging.group-id",
                        "load-" + UUID.randomUUID(),
                        "avenant.messaging.outbox.enabled",
                        relays))
                .initializers(created -> register((GenericApplicationContext) created, listensTo, how))
                .run(arguments);
    }

    private void register(
            GenericApplicationContext created, @Nullable String listensTo, UnaryOperator<Subscription> how) {
        for (String topic : MeasuredStack.TOPICS) {
            created.registerBean(
                    "publication-" + topic,
                    Publication.class,
                    () -> Publication.to(topic).of(JobEvent.class));
        }
        if (listensTo != null) {
            created.registerBean(
                    Subscription.class,
                    () -> how.apply(Subscription.to(listensTo)
                            .on(JobEvent.class, (event, ignored) -> handle((int) event.getVersion()))));
        }
    }

    static MeasuredService thatAppends(MeasuredStack stack) {
        return new MeasuredService(stack, false, null, UnaryOperator.identity());
    }

    /** As {@link #thatAppends}, and tells the relays of the first commit alone. */
    static MeasuredService thatWakesNobody(MeasuredStack stack) {
        return new MeasuredService(
                stack, false, null, UnaryOperator.identity(), "--avenant.messaging.outbox.linger=1h");
    }

    static MeasuredService thatRelays(MeasuredStack stack) {
        return new MeasuredService(stack, true, null, UnaryOperator.identity());
    }

    /** @param how the events of the topic are handled */
    static MeasuredService thatListens(MeasuredStack stack, String topic, UnaryOperator<Subscription> how) {
        return new MeasuredService(stack, false, topic, how);
    }

    /** @param how the events of the topic are handled */
    static MeasuredService thatRelaysAndListens(MeasuredStack stack, String topic, UnaryOperator<Subscription> how) {
        return new MeasuredService(stack, true, topic, how);
    }

    private void handle(int number) {
        handled.incrementAndGet();
        handledAt.put(number, System.nanoTime());
        pair(number);
    }

    void committed(int number) {
        committed.put(number, System.nanoTime());
        pair(number);
    }

    /** Whichever of both is told last; an event may be handled before its thread comes to say that it is committed. */
    private synchronized void pair(int number) {
        Long begin = committed.get(number);
        Long end = handledAt.get(number);
        if (begin != null && end != null) {
            committed.remove(number);
            handledAt.remove(number);
            latencies.add(Math.max(0, end - begin));
        }
    }

    Queue<Long> latencies() {
        return latencies;
    }

    int handled() {
        return handled.get();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
