package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service with a tracer: events carry the trace of what appends them, and handlers go on with it. */
@Tag("process")
class TracingTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<TraceContext> handlers = new CopyOnWriteArrayList<>();
    private String topic;
    private String answers;
    private TestService service;

    @BeforeEach
    void startService() {
        topic = stack.newTopic(1);
        answers = stack.newTopic(1);
        service = TestService.with(stack)
                .tracing()
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .publication(Publication.to(answers).of(OrderCancelled.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> handle()))
                .start();
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    private void handle() {
        handlers.add(Objects.requireNonNull(tracer().currentSpan()).context());
        var unused = service.outbox()
                .append(new OutboundEvent(
                        answers,
                        "1",
                        OrderCancelled.newBuilder().setOrderId("1").build()));
    }

    @Test
    @SuppressWarnings("try") // the scope is only to be closed
    void carriesTheTraceOfTheRequestThatAppendsAndContinuesItWhereTheEventIsHandled() {
        Span request = tracer().nextSpan().name("POST /orders").start();

        try (Tracer.SpanInScope scope = tracer().withSpan(request)) {
            service.publish(placed());
        } finally {
            request.end();
        }

        String published = traceparent(topic);
        String answered = traceparent(answers);
        assertThat(published).matches("00-" + request.context().traceId() + "-[0-9a-f]{16}-01");
        assertThat(handlers).hasSize(1);
        assertThat(handlers.get(0).traceId()).isEqualTo(request.context().traceId());
        assertThat(handlers.get(0).parentId()).isEqualTo(published.substring(36, 52));
        assertThat(answered).matches("00-" + request.context().traceId() + "-[0-9a-f]{16}-01");
        assertThat(answered).isNotEqualTo(published);
    }

    @Test
    void beginsATraceWithAnEventThatNoTraceBroughtAbout() {
        service.publish(placed());

        String published = traceparent(topic);
        assertThat(published).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        await().until(() -> handlers.size() == 1);
        assertThat(handlers.get(0).traceId()).isEqualTo(published.substring(3, 35));
    }

    private Tracer tracer() {
        return service.bean(Tracer.class);
    }

    private OutboundEvent placed() {
        return new OutboundEvent(
                topic,
                "1",
                OrderPlaced.newBuilder().setOrderId("1").setSequence(1).build());
    }

    private static String traceparent(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records =
                await().until(() -> stack.kafka().read(topic), found -> found.size() == 1);
        return header(records.get(0), "traceparent").orElseThrow();
    }
}
