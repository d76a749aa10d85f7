package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.OptimisticLockingFailureException;

/** What handlers throw: a fault of the data is dead-lettered soon, and what is away is waited for. */
@Tag("broker")
class HandlerFailuresTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<String> handled = new CopyOnWriteArrayList<>();
    private static final Map<String, Integer> tries = new ConcurrentHashMap<>();

    private static String topic;
    private static String group;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, HandlerFailuresTest::handle));
        group = setup.group();
        service = setup.start();
        service.jdbc().execute("CREATE SEQUENCE never_asked");
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    private static void handle(OrderPlaced event, EventContext context) throws Exception {
        String id = event.getOrderId();
        int number = tries.merge(id, 1, Integer::sum);
        switch (id) {
            case "json" -> new Schema.Parser().parse("{ \"type\": ");
            case "url" -> new URL("gopher-two://example.com");
            case "file" -> readMissingFile();
            case "text" -> UTF_8.newDecoder().decode(ByteBuffer.wrap(new byte[] {(byte) 0xc3, 0x28}));
            case "sequence" -> service.jdbc().queryForObject("SELECT currval('never_asked')", Long.class);
            case "version" -> throw new OptimisticLockingFailureException("another transaction was faster");
            case "timeout" -> throwUntil(number, 6, new TimeoutException("no answer within 2 s"));
            case "memory" -> throwUntil(number, 6, new IllegalStateException(new OutOfMemoryError("Java heap space")));
            default -> {}
        }
        handled.add(id);
    }

    private static void readMissingFile() {
        try {
            var unused = Files.readString(Path.of("there-is-no-such-file"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void throwUntil(int number, int passes, Exception failure) throws Exception {
        if (number < passes) {
            throw failure;
        }
    }

    @Test
    void areDeadLetteredWhenTheSameDataFailsEachTime() {
        for (String id : List.of("json", "url", "file", "text", "sequence", "version")) {
            send(id);
            send("behind-" + id);

            await().until(() -> handled.contains("behind-" + id));

            assertThat(tries).containsEntry(id, 3);
            assertThat(categories(id)).containsExactly("HANDLER_FAILED");
        }
    }

    @Test
    void areWaitedForWhenSomethingDoesNotAnswerInTime() {
        send("timeout");
        send("behind-timeout");

        await().until(() -> handled.contains("behind-timeout"));

        assertThat(handled).containsSubsequence("timeout", "behind-timeout");
        assertThat(tries).containsEntry("timeout", 6);
        assertThat(categories("timeout")).isEmpty();
    }

    @Test
    void areTriedForLongerWhenThereWasNoMemory() {
        send("memory");
        send("behind-memory");

        await().until(() -> handled.contains("behind-memory"));

        assertThat(handled).containsSubsequence("memory", "behind-memory");
        assertThat(categories("memory")).isEmpty();
    }

    private static List<String> categories(String key) {
        return stack.kafka().read(topic + "." + group + ".dlt").stream()
                .filter(letter -> key.equals(new String(letter.key(), UTF_8)))
                .map(letter -> KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                .toList();
    }

    private static void send(String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        byte[] value = Wire.value(stack.idOf(topic, event.getSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, 0, orderId.getBytes(UTF_8), value));
    }
}
