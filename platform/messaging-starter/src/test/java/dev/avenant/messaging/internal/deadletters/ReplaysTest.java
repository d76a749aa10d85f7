package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.EventRefusedException;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.tables.TablesSchema;
import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** Replays of letters that are not where the table says, replays that are held up, and several at once. */
@Tag("broker")
class ReplaysTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack).subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
            throw new EventRefusedException("never");
        }));
    }

    @Test
    void passOverALetterThatIsNotTheOneThatWasChosen() {
        try (TestService service = setup.start()) {
            // Given the row of a letter that lay where another one lies since the topic was made anew
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            sendJunk("junk");
            awaitOpen(table, 1);
            UUID gone = UUID.randomUUID();
            table.stored(TestRows.row(gone, topic, 0, 1, Instant.now().minusSeconds(60)));

            // When all are replayed
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            assertThat(replayAll(endpoint).letters()).isEqualTo(2);

            // Then the one that is there is replayed, once, and the report tells of the other
            ReplayReport report = awaitEnd(service.bean(Replays.class));
            assertThat(report.replayed()).isEqualTo(1);
            assertThat(report.skipped()).isEqualTo(1);
            assertThat(replays()).hasSize(1);
            assertThat(table.find(gone).orElseThrow().view().state()).isEqualTo("open");
            assertThatThrownBy(() -> replayOne(endpoint, gone))
                    .isInstanceOf(InvalidEndpointRequestException.class)
                    .hasMessage("Expected the letter at 0:0 but it is gone");
        }
    }

    @Test
    void countWhatWasSentAlsoWhenItWasHandledBeforeThatWasNoted() {
        try (TestService service = setup.start()) {
            // Given a replay of two letters, and a process that has sent them
            service.bean(Replays.class).stop();
            DeadLetterTable letters = service.bean(DeadLetterTable.class);
            LetterRow one = TestRows.row(UUID.randomUUID(), topic, 0, 1, Instant.now());
            LetterRow other = TestRows.row(UUID.randomUUID(), topic, 1, 1, Instant.now());
            letters.stored(List.of(one, other));
            ReplayTable table = table(service);
            table.begin(new LetterFilter("open", null, null, null), 1000, null);
            UUID sender = UUID.randomUUID();
            UUID replay = table.hold(sender).orElseThrow().id();

            // When one of them is handled before the process says so
            letters.resolved(one);
            table.replayed(replay, sender, List.of(one.id(), other.id()));

            // Then both were sent and none was left out
            assertThat(table.report()).contains(new ReplayReport(2, 2, 0, true, null, List.of()));
            assertThat(letters.find(one.id()).orElseThrow().view().state()).isEqualTo("resolved");
            assertThat(letters.find(other.id()).orElseThrow().view().state()).isEqualTo("replayed");
        }
    }

    @Test
    void countOnceWhatASecondProcessSentAgainSinceTheFirstWasSilentForTooLong() {
        try (TestService service = setup.start()) {
            // Given a replay that another process took over from one that was frozen behind the send
            service.bean(Replays.class).stop();
            DeadLetterTable letters = service.bean(DeadLetterTable.class);
            LetterRow letter = TestRows.row(UUID.randomUUID(), topic, 0, 1, Instant.now());
            letters.stored(letter);
            ReplayTable table = table(service);
            table.begin(new LetterFilter("open", null, null, null), 1000, null);
            UUID frozen = UUID.randomUUID();
            UUID second = UUID.randomUUID();
            UUID replay = table.hold(frozen).orElseThrow().id();
            service.jdbc().update("UPDATE avenant.dead_letter_replays SET held_until = clock_timestamp()");
            assertThat(table.hold(second)).isPresent();
            table.replayed(replay, second, List.of(letter.id()));

            // When the first one wakes up
            table.replayed(replay, frozen, List.of(letter.id()));

            // Then the letter counts once
            assertThat(table.report()).contains(new ReplayReport(1, 1, 0, true, null, List.of()));
            assertThat(table.hold(frozen)).isEmpty();
        }
    }

    @Test
    void stayWithTheProcessThatRestsBetweenTwoLettersForLongerThanItMayBeSilent() {
        try (TestService service = setup.start()) {
            // Given a replay of two letters, of which the next one is sent in a hundred seconds
            Replays replays = aReplayThatRestsBehindTheFirstOfTwoLetters(service);
            String heldUntil = heldUntil(service);

            // When it rests
            await().until(() -> !heldUntil(service).equals(heldUntil));

            // Then it goes on saying that the replay is its own
            assertThat(Objects.requireNonNull(replays.report()).replayed()).isEqualTo(1);
            assertThat(table(service).hold(UUID.randomUUID())).isEmpty();
        }
    }

    @Test
    void areFreeForAnotherProcessAtOnceWhenTheirOwnStops() {
        try (TestService service = setup.start()) {
            // Given a replay of two letters, of which the next one is sent in a hundred seconds
            Replays replays = aReplayThatRestsBehindTheFirstOfTwoLetters(service);
            assertThat(table(service).hold(UUID.randomUUID())).isEmpty();

            // When its process stops
            replays.stop();

            // Then another one need not wait until its time is over
            assertThat(table(service).hold(UUID.randomUUID())).isPresent();
        }
    }

    @Test
    void leaveALetterAloneThatSomebodyElseIsAboutToSend() {
        try (TestService service = setup.start()) {
            // Given two letters, of which one is about to be sent
            service.bean(Replays.class).stop();
            DeadLetterTable letters = service.bean(DeadLetterTable.class);
            LetterRow claimed = TestRows.row(UUID.randomUUID(), topic, 0, 1, Instant.now());
            LetterRow free = TestRows.row(UUID.randomUUID(), topic, 1, 1, Instant.now());
            letters.stored(List.of(claimed, free));
            assertThat(service.bean(LetterClaims.class)
                            .claim(
                                    UUID.randomUUID(),
                                    letters.find(claimed.id()).orElseThrow(),
                                    new LetterAction("replay", "ann", null, Instant.EPOCH)))
                    .isTrue();

            // When all are to be replayed
            ReplayTable table = table(service);
            table.begin(new LetterFilter("open", null, null, null), 1000, null);

            // Then only the other one is
            UUID replay = table.hold(UUID.randomUUID()).orElseThrow().id();
            assertThat(service.bean(LetterClaims.class).of(replay, 10))
                    .extracting(DeadLetterTable.Found::id)
                    .containsExactly(free.id());
            assertThat(table.report()).contains(new ReplayReport(1, 0, 0, true, null, List.of()));
        }
    }

    @Test
    void goOnAfterAnError() {
        try (TestService service = setup.start()) {
            // Given a replay whose process has no memory at first
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            sendJunk("junk");
            awaitOpen(table, 1);
            service.bean(Replays.class).stop();
            KafkaSettings kafka = service.bean(KafkaSettings.class);
            AtomicInteger tries = new AtomicInteger();
            Replays replays = new Replays(
                    table(service),
                    service.bean(LetterClaims.class),
                    service.bean(ReplaySender.class),
                    () -> {
                        if (tries.incrementAndGet() == 1) {
                            throw new OutOfMemoryError("a large letter");
                        }
                        return kafka.reader(Duration.ofSeconds(5));
                    },
                    false);
            replays.begin(new LetterFilter("open", null, null, null), 1000, null);

            // When it is tried, then it says why it waits, and goes on
            replays.start();
            try {
                ReplayReport report = awaitEnd(replays);
                assertThat(report.replayed()).isEqualTo(1);
                assertThat(report.failure()).isNull();
                assertThat(tries).hasValue(2);
            } finally {
                replays.stop();
            }
        }
    }

    @Test
    void ofTwoProcessesAtOnceSendEachLetterOnceForEachRequestThatWasTaken() throws Exception {
        try (TestService one = setup.start();
                TestService other = setup.start();
                AutoCloseableThreads threads = new AutoCloseableThreads()) {
            // Given letters that both processes know
            int letters = 40;
            for (int letter = 0; letter < letters; letter++) {
                sendJunk("letter " + letter);
            }
            awaitOpen(one.bean(DeadLetterTable.class), letters);
            List<UUID> ids =
                    one.bean(DeadLetterTable.class).find(new LetterFilter("open", null, null, null), letters).stream()
                            .map(DeadLetterTable.Found::id)
                            .toList();
            one.bean(DeadLettersEndpoint.class);

            // When both are told at once to replay each of them, and all of them
            List<Callable<Integer>> requests = new ArrayList<>();
            for (TestService service : List.of(one, other)) {
                DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
                requests.add(() -> replayAll(endpoint).letters());
                ids.subList(0, 10)
                        .forEach(id -> requests.add(() -> {
                            var unused = replayOne(endpoint, id);
                            return 1;
                        }));
            }
            int taken = threads.run(requests);

            // Then each is on the replay topic as often as somebody was told that it would be: once, and once more
            // where it had
            // failed again before the next one asked
            awaitEnd(one.bean(Replays.class));
            await().until(() -> Long.valueOf(0)
                    .equals(one.bean(DeadLetterTable.class).counts().get("replayed")));
            assertThat(replays()).hasSize(taken);
            assertThat(new HashSet<>(replays())).hasSize(letters);
        }
    }

    private Replays aReplayThatRestsBehindTheFirstOfTwoLetters(TestService service) {
        sendJunk("one");
        sendJunk("other");
        awaitOpen(service.bean(DeadLetterTable.class), 2);
        Replays replays = service.bean(Replays.class);
        var unused = replays.begin(new LetterFilter("open", null, null, null), 0.01, null);
        await().until(() -> Objects.requireNonNull(replays.report()).replayed() == 1);
        return replays;
    }

    private ReplayTable table(TestService service) {
        return new ReplayTable(new TablesSchema("avenant"), service.jdbc(), service.jdbc(), setup.group());
    }

    private static String heldUntil(TestService service) {
        return Objects.requireNonNull(service.jdbc()
                .queryForObject("SELECT held_until::text FROM avenant.dead_letter_replays", String.class));
    }

    private static ReplayReport replayAll(DeadLettersEndpoint endpoint) {
        return endpoint.replay(null, null, true, false, null, SecurityContext.NONE);
    }

    private static Object replayOne(DeadLettersEndpoint endpoint, UUID id) {
        return Objects.requireNonNull(endpoint.replayOne(id.toString(), null, null, null, null, SecurityContext.NONE));
    }

    private static void awaitOpen(DeadLetterTable table, long count) {
        await().until(() -> Long.valueOf(count).equals(table.counts().get("open")));
    }

    private void sendJunk(String key) {
        stack.kafka().send(topic, key, "junk".getBytes(UTF_8));
    }

    /** The keys of what is on the replay topic. */
    private List<String> replays() {
        return stack.kafka().read(topic + "." + setup.group() + ".replay").stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    private static ReplayReport awaitEnd(Replays replays) {
        await().until(() -> !Objects.requireNonNull(replays.report()).running());
        return Objects.requireNonNull(replays.report());
    }

    /** Runs requests side by side. */
    private static final class AutoCloseableThreads implements AutoCloseable {

        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        /** The sum of what they answer that were not refused. */
        int run(List<Callable<Integer>> requests) throws Exception {
            int taken = 0;
            for (var answer : threads.invokeAll(requests)) {
                try {
                    taken += Objects.requireNonNull(answer.get());
                } catch (java.util.concurrent.ExecutionException failed) {
                    assertThat(failed.getCause()).isInstanceOf(InvalidEndpointRequestException.class);
                }
            }
            return taken;
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
