package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class RelayLoopTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final BlockingQueue<Thread> relaying = new LinkedBlockingQueue<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileKafkaDoesNotAnswer() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start()) {
            service.publish(new OutboundEvent(
                    topic,
                    "order-1",
                    OrderPlaced.newBuilder()
                            .setOrderId("order-1")
                            .setSequence(1)
                            .build()));
            RelayLoop loop = new RelayLoop(
                    service.bean(DataSource.class),
                    new Relay(this::producerThatWaits, 100, Clock.systemUTC()),
                    Duration.ofMillis(200),
                    Clock.systemUTC());
            loop.start();
            Thread relay = relaying.take();
            loop.stop();

            assertThat(relay.isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
            assertThat(service.waitingInOutbox()).isEqualTo(1);
        }
    }

    /** Made by the relay's thread. It waits for a broker that is not there until somebody interrupts it. */
    private Producer<byte[], byte[]> producerThatWaits() {
        Thread relay = Thread.currentThread();
        relay.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        relaying.add(relay);
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "max.block.ms",
                        Duration.ofHours(1).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
