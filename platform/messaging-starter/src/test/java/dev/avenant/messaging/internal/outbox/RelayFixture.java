package dev.avenant.messaging.internal.outbox;

import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.tables.TablesSchema;
import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.serde.TrustedRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.producer.Producer;

/** Relays made by hand, beside a service whose own is off. */
final class RelayFixture {

    private static final TablesSchema AVENANT = new TablesSchema("avenant");
    static final OutboxTable TABLE = new OutboxTable(AVENANT);
    private static final RelayMetrics METRICS =
            new RelayMetrics(new SimpleMeterRegistry(), ObservationRegistry.NOOP, Clock.systemUTC());
    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofHours(1);

    private RelayFixture() {}

    static TestService.Setup serviceWithoutRelay(MessagingStack stack, String... topics) {
        TestService.Setup setup = TestService.with(stack).property("avenant.messaging.outbox.enabled", false);
        for (String topic : topics) {
            setup.publication(Publication.to(topic).of(OrderPlaced.class));
        }
        return setup;
    }

    static OutboxSettings settings(Duration pollInterval, Duration leaseDuration) {
        return new OutboxSettings(
                true,
                100,
                4_000_000,
                pollInterval,
                leaseDuration,
                1_000_000,
                1_000_000,
                10_000_000_000L,
                Duration.ZERO);
    }

    /** The producers that a service of its own would make, by their transactional ids. */
    static Function<String, Producer<byte[], byte[]>> producers(TestService service) {
        return service.bean(KafkaSettings.class)::relayProducer;
    }

    static TopicRelay relay(
            DataSource dataSource,
            String topic,
            Function<String, Producer<byte[], byte[]>> producers,
            OutboxSettings settings) {
        return relay(dataSource, topic, producers, settings, Clock.systemUTC());
    }

    static TopicRelay relay(
            DataSource dataSource,
            String topic,
            Function<String, Producer<byte[], byte[]>> producers,
            OutboxSettings settings,
            Clock clock) {
        return new TopicRelay(
                topic,
                () -> new RelaySession(dataSource, settings.leaseDuration()),
                TABLE,
                share(topic, settings.leaseDuration()),
                id -> sender(topic, producers.apply(id)),
                settings,
                clock);
    }

    static TopicRelay relay(TestService service, String topic, OutboxSettings settings) {
        return relay(service.bean(DataSource.class), topic, producers(service), settings);
    }

    static TopicSender sender(String topic, Producer<byte[], byte[]> producer) {
        return new TopicSender(topic, producer, METRICS);
    }

    private static RelayShare share(String topic, Duration leaseDuration) {
        UUID holder = UUID.randomUUID();
        return new RelayShare(lease(topic, holder, leaseDuration), membership(topic, holder, leaseDuration));
    }

    static RelayLease lease(String topic, UUID holder, Duration duration) {
        return new RelayLease(AVENANT, topic, holder, "test.outbox." + topic + "." + holder, duration);
    }

    static RelayMembership membership(String topic, UUID holder, Duration duration) {
        return new RelayMembership(AVENANT, topic, holder, duration);
    }

    static void stop(TopicRelay relay) {
        relay.requestStop();
        await().until(() -> !relay.isAlive());
    }

    static OutboundEvent order(String topic, String key, long sequence) {
        return new OutboundEvent(
                topic,
                key,
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build());
    }

    /** What readers of committed records see of a topic with one partition, as {@code key:sequence}. */
    static List<String> committed(MessagingStack stack, String topic) {
        return stack.kafka().read(topic).stream()
                .map(record -> asText(record.value()))
                .toList();
    }

    /** An order behind the prefix of five bytes. */
    private static String asText(byte[] value) {
        TrustedRecords.trust(OrderPlaced.class);
        try {
            OrderPlaced order = new SpecificDatumReader<>(OrderPlaced.class)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
            String id = order.getOrderId();
            return (id.length() > 40 ? id.substring(0, 10) + "..." : id) + ":" + order.getSequence();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A producer before some of whose methods something else is done. */
    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> before(Producer<byte[], byte[]> producer, Map<String, Runnable> methods) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    methods.getOrDefault(method.getName(), () -> {}).run();
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
