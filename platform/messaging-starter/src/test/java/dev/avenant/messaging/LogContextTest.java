package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What a line of the log says of the event that it is about. */
@Tag("broker")
class LogContextTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("orders");

    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            var unused = line.getMDCPropertyMap();
            lines.add(line);
        }
    };
    private final String topic = stack.newTopic(1);
    private final TestService.Setup setup = TestService.with(stack)
            .publication(Publication.to(topic).of(OrderPlaced.class))
            .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                LOG.warn("Handling in {}", topic);
                throw new EventRefusedException("refused in " + topic);
            }));

    @BeforeEach
    void listen() {
        appender.start();
        root().addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void isWithoutTheKeyInTheHandlerAndWhereItsFailureIsTold() {
        Map<String, String> expected = handleOne();

        assertThat(contextOf("Handling in " + topic)).isEqualTo(expected);
        assertThat(contextOf("refused in " + topic)).isEqualTo(expected);
    }

    @Test
    void hasTheKeyWhereTheServiceWantsThat() {
        setup.property("avenant.messaging.log-event-keys", true);

        Map<String, String> expected = handleOne();

        assertThat(contextOf("Handling in " + topic))
                .containsAllEntriesOf(expected)
                .containsEntry("event.key", "customer 7?")
                .hasSize(6);
    }

    @Test
    void isGoneAfterTheEvent() {
        var unused = handleOne();

        List<ILoggingEvent> ofOthers = lines.stream()
                .filter(line -> !line.getFormattedMessage().contains(topic))
                .filter(line -> line.getMDCPropertyMap().containsValue(topic))
                .toList();

        assertThat(ofOthers).isEmpty();
    }

    /** Publishes an event and waits for its dead letter; answers what its lines must say. */
    private Map<String, String> handleOne() {
        try (TestService service = setup.start()) {
            service.publish(new OutboundEvent(
                    topic,
                    "customer 7\n",
                    OrderPlaced.newBuilder().setOrderId("1").setSequence(1).build()));
            await().until(() ->
                    lines.stream().anyMatch(line -> line.getFormattedMessage().contains("refused in " + topic)));
        }
        ConsumerRecord<byte[], byte[]> published = stack.kafka().read(topic).get(0);
        return Map.of(
                "event.id",
                header(published, "ce_id").orElseThrow(),
                "event.type",
                OrderPlaced.getClassSchema().getFullName(),
                "kafka.topic",
                topic,
                "kafka.partition",
                "0",
                "kafka.offset",
                "0");
    }

    private Map<String, String> contextOf(String text) {
        return lines.stream()
                .filter(line -> line.getFormattedMessage().contains(text))
                .findFirst()
                .orElseThrow()
                .getMDCPropertyMap();
    }
}
