package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** Dead letters are replayed and dropped, those that were meant alone. */
@Tag("broker")
class LetterActionPagesTest extends LetterPages {

    @Test
    void ofAnotherLibraryIsExplainedAndGoesWhereSomebodySays() throws Exception {
        topics.create(1, "foreign", "foreign-dlt", "foreign-again");
        topics.send(List.of(LetterTopics.spring("foreign", 5, "a"), LetterTopics.spring("foreign", 6, "b")));

        Page letter = Page.at(port, "/dead-letters/foreign-dlt/0/0");
        Page nowhere = Page.at(port, "/dead-letters/foreign-dlt/replay");
        String there = "/dead-letters/foreign-dlt/replay?to=topic&topic=foreign-again";
        Page.submit(port, there, there, Map.of());

        assertThat(letter.text())
                .contains("IllegalStateException open Listener failed; no account")
                .contains("Letter written by Spring Kafka", "a.B: Listener failed at a.B.c(B.java:1)");
        assertThat(nowhere.text()).contains("Say where they are to go.").doesNotContain("would be replayed");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.read("foreign-again")).hasSize(2));
        assertThat(Page.at(port, "/dead-letters/foreign-dlt?to=topic&topic=foreign-again")
                        .text())
                .contains("0:0 IllegalStateException replayed", "0:1 IllegalStateException replayed");
    }

    @Test
    void areListedBeforeTheyAreReplayedAndThenOnlyThoseThatWereMeant(CapturedOutput log) throws Exception {
        letters("meant", 6);
        String address = "/dead-letters/meant.books.dlt/replay?cause=NOT_AVRO";

        Page preview = Page.at(port, address);
        assertThat(preview.text()).contains("2 letters would be replayed.", "k0", "k3");
        assertThat(preview.text()).doesNotContain("k1 ");
        assertThat(topics.read("meant.books.replay")).isEmpty();

        Page.submit(port, address, address, Map.of());
        awaitReplays("meant", 2);

        assertThat(topics.read("meant.books.replay").stream()
                        .map(ConsumerRecord::key)
                        .map(key -> new String(key, UTF_8)))
                .containsExactly("k0", "k3");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text())
                        .contains("Done 2 of 2 letters replayed", "No letter would be replayed."));
        assertThat(log.getOut())
                .contains(
                        "\"type\":\"dev.avenant.console.dead-letters.replay.started\",\"datacontenttype\":\"application/json\",\"subject\":\"meant.books.dlt\"")
                .contains(
                        "\"actor\":\"console user\",\"address\":\"127.0.0.1\",\"channel\":\"page\",\"outcome\":\"started\",\"target\":\"meant.books.replay\",\"filter\":\"cause=NOT_AVRO\",\"planned\":2}")
                .contains("\"planned\":2,\"sent\":2}");
    }

    @Test
    void areReplayedNoFasterThanSomebodySaysAndStopWhenTold() throws Exception {
        letters("slow", 50);
        String address = "/dead-letters/slow.books.dlt/replay";
        Page.submit(port, address, address, Map.of("rate", "0.5"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains("Running"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.read("slow.books.replay")).isNotEmpty());
        Page busy = Page.submit(port, address + "?cause=NOT_AVRO", address + "?cause=NOT_AVRO", Map.of());
        Page.submit(port, address, address + "/stop?", Map.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains("Stopped before its end"));
        int sent = topics.read("slow.books.replay").size();
        assertThat(sent).isBetween(1, 49);
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.text()).contains("Another action runs on the letters of slow.books.dlt");

        Page.submit(port, address, address, Map.of());
        awaitDone(address, "Done");
        awaitReplays("slow", 50);
        assertThat(topics.read("slow.books.replay").stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .distinct())
                .hasSize(50);
    }

    @Test
    void isDroppedWithAReasonAlone() throws Exception {
        letters("reasoned", 1);
        String address = "/dead-letters/reasoned.books.dlt/drop?offset=0:0";

        Page without = Page.submit(port, address, address, Map.of("reason", " "));

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("Expected a reason but found none.");
        assertThat(topics.read("reasoned.books.dlt")).hasSize(1);
    }

    @Test
    void tellsWhyItWasDroppedUntilTheRecordFailsAgain() throws Exception {
        letters("told", 1);
        String address = "/dead-letters/told.books.dlt/drop?offset=0:0";
        Page.submit(
                port,
                address,
                address,
                Map.of("listed", Page.at(port, address).hidden("listed"), "reason", "no <b>more</b>"));
        awaitDone(address, "Done 1 of 1 letter dropped");

        Page dropped = Page.at(port, "/dead-letters/told.books.dlt/0/0");
        String api = Visitor.of(port)
                .at("/api/v1/dead-letters/told.books.dlt/0/0", Map.of("Accept", "application/json"))
                .page()
                .html();
        topics.send(List.of(LetterTopics.own("told", 0, "k0", "NOT_AVRO", "garbage".getBytes(UTF_8), 2)));

        assertThat(dropped.text()).containsPattern("Dropped [0-9-]{10}T[0-9:.]+Z by .+\\. Why: no <b>more</b>");
        assertThat(api).contains("\"reason\":\"no <b>more</b>\"");
        assertThat(Page.at(port, "/dead-letters/told.books.dlt/0/2").text())
                .contains("open")
                .doesNotContain("Why:");
    }

    @Test
    void whatCameSinceTheyWereListedIsNotTaken() throws Exception {
        letters("since", 2);
        String replay = "/dead-letters/since.books.dlt/replay";
        String drop = "/dead-letters/since.books.dlt/drop";
        Page toReplay = Page.at(port, replay);
        Page toDrop = Page.at(port, drop);
        topics.send(List.of(LetterTopics.own("since", 2, "k2", "NOT_AVRO", "garbage".getBytes(UTF_8))));

        Page.submit(port, replay, replay, Map.of("listed", toReplay.hidden("listed")));
        awaitDone(replay, "Done 2 of 2 letters replayed");
        Page.submit(port, drop, drop, Map.of("listed", toDrop.hidden("listed"), "reason", "a test"));
        awaitDone(drop, "Done 2 of 2 letters dropped");

        assertThat(topics.read("since.books.replay"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("k0", "k1");
        assertThat(Page.at(port, "/dead-letters/since.books.dlt").text()).contains("0:2 NOT_AVRO open");
        Page none = Page.submit(port, drop, drop, Map.of("listed", "0:1", "reason", "a test"));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text()).contains("Expected what the page listed but found '0:1'.");
    }

    @Test
    void aButtonThatIsPressedTwiceCountsOnce() throws Exception {
        letters("twice", 1);
        String address = "/dead-letters/twice.books.dlt/replay?offset=0:0";
        Map<String, String> pressed = Map.of("listed", Page.at(port, address).hidden("listed"));

        Page.submit(port, address, address, pressed);
        awaitDone(address, "Done");
        Page.submit(port, address, address, pressed);
        awaitDone(address, "Done");
        assertThat(topics.read("twice.books.replay")).hasSize(1);

        Page.submit(
                port, address, address, Map.of("listed", Page.at(port, address).hidden("listed")));
        awaitReplays("twice", 2);
    }

    @Test
    void aReplayStopsAtOnceHoweverSlowItIs() throws Exception {
        letters("slowest", 3);
        String address = "/dead-letters/slowest.books.dlt/replay";
        Page.submit(port, address, address, Map.of("rate", "0.001"));
        awaitReplays("slowest", 1);

        Page.submit(port, address, address + "/stop?", Map.of());

        awaitDone(address, "Stopped before its end");
        assertThat(topics.read("slowest.books.replay")).hasSize(1);
    }

    @Test
    void aTopicWhoseStateKafkaOrTheRegistryKeepsIsNoPlaceForThem() throws Exception {
        topics.create(1, "_state", "_state-dlt");
        topics.send(List.of(LetterTopics.spring("_state", 5, "a")));
        String address = "/dead-letters/_state-dlt/replay?to=original";

        Page.submit(port, address, address, Map.of());

        awaitDone(
                address,
                "The message at 0:0 says that it came from a topic in which Kafka or the registry keeps its state.");
        assertThat(topics.read("_state")).isEmpty();
    }

    @Test
    void isDroppedWithAReasonThatPeopleRead() throws Exception {
        letters("long-winded", 1);
        String address = "/dead-letters/long-winded.books.dlt/drop?offset=0:0";

        Page refused = Page.submit(port, address, address, Map.of("reason", "x".repeat(501)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Expected a reason of at most 500 characters but found 501.");
        assertThat(topics.read("long-winded.books.dlt")).hasSize(1);
    }

    @Test
    void thatFailedTenTimesAreLeftOut() throws Exception {
        topics.create(1, "tired", "tired.books.dlt", "tired.books.replay");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("tired", 0, "k", "NOT_AVRO", new byte[] {1});
        letter.headers().remove("avenant-dlt-attempt").add("avenant-dlt-attempt", "10".getBytes(UTF_8));
        topics.send(List.of(letter, LetterTopics.own("tired", 1, "fresh", "NOT_AVRO", new byte[] {1})));
        String address = "/dead-letters/tired.books.dlt/replay";

        Page preview = Page.at(port, address);
        Page.submit(port, address, address, Map.of());
        awaitDone(address, "Done");

        assertThat(preview.text())
                .contains("1 letter would be replayed.", "0 dropped, 1 that failed 10 times or more.");
        assertThat(topics.read("tired.books.replay"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("fresh");
    }

    @Test
    void anActionNeedsTheTokenOfItsPage() throws Exception {
        letters("forged", 1);

        Page forged = Page.post(port, "/dead-letters/forged.books.dlt/replay", "to=");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(topics.read("forged.books.replay")).isEmpty();
    }

    @Test
    void whatCannotBeMeantIsRefusedWithWhatWasExpected() throws Exception {
        letters("wrong", 1);
        String address = "/dead-letters/wrong.books.dlt";

        assertThat(Page.at(port, address + "?since=soon").text())
                .contains("since: expected a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how"
                        + " long ago (30s, 15m, 2h, 7d) but found soon.");
        assertThat(Page.at(port, address + "?state=gone").text())
                .contains("Expected open, replayed, resolved or dropped but found gone.");
        assertThat(Page.at(port, address + "?offset=three").text())
                .contains("Expected a place such as 0:3 but found three.");
        assertThat(Page.at(port, address + "/0/99").text())
                .contains("wrong.books.dlt holds no dead letter at 0:99. Kafka may have deleted it since.");
        assertThat(Page.submit(port, address + "/replay", address + "/replay", Map.of("rate", "fast"))
                        .text())
                .contains("Expected a number of letters in a second of more than 0 but found fast.");
        assertThat(topics.read("wrong.books.replay")).isEmpty();
    }
}
