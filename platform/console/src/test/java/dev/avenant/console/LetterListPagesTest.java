package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.api.WirePrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dead letters are listed, each of them, and told apart. */
@Tag("broker")
class LetterListPagesTest extends LetterPages {

    @Test
    void areListedByCauseGroupAndSchemaOverAllTopics() throws Exception {
        letters("summed", 4);

        Page page = Page.at(port, "/dead-letters");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("NOT_AVRO summed.books.dlt books – 2 0 0 0 2026-01-01T00:00:01Z")
                .contains("HANDLER_REFUSED summed.books.dlt books – 2 0 0 0 2026-01-01T00:00:01Z");
        Page group = Page.at(
                port,
                page.links("/dead-letters/summed.books.dlt?cause=NOT_AVRO").get(0));
        assertThat(group.text()).contains("2 letters, each record by its newest", "k0", "k3");
        assertThat(group.text()).doesNotContain("k1 ", "k2 ");
    }

    @Test
    void areAllReachedByPagingHoweverManyThereAre() throws Exception {
        letters("paged", 250);

        Page first = Page.at(port, "/dead-letters/paged.books.dlt");
        Page last = Page.at(port, "/dead-letters/paged.books.dlt?page=3");

        assertThat(first.text()).contains("250 letters read.", "0:249", "Page 1 of 3");
        assertThat(last.text()).contains("0:49 ", "0:0 ", "Page 3 of 3").doesNotContain("0:50 ");
    }

    @Test
    void areToldApartByWhatBecameOfThem() throws Exception {
        letters("told", 4);
        Page.submit(
                port,
                "/dead-letters/told.books.dlt/replay?key=k0",
                "/dead-letters/told.books.dlt/replay?key=k0",
                Map.of());
        awaitReplays("told", 1);
        topics.commit("books", "told.books.replay", 0, 1);
        Page.submit(
                port,
                "/dead-letters/told.books.dlt/replay?key=k1",
                "/dead-letters/told.books.dlt/replay?key=k1",
                Map.of());
        awaitReplays("told", 2);
        String drop = "/dead-letters/told.books.dlt/drop?key=k2";
        Page.submit(port, drop, drop, Map.of("reason", "sent again as 4711"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.read("told.books.dlt")).hasSize(5));

        Page page = Page.at(port, "/dead-letters/told.books.dlt");

        assertThat(page.text())
                .contains("4 letters read, and 1 record that is none, such as a drop marker.")
                .contains("0:0 NOT_AVRO resolved")
                .contains("0:1 HANDLER_REFUSED replayed")
                .contains("0:2 HANDLER_REFUSED dropped")
                .contains("0:3 NOT_AVRO open");
        assertThat(Page.at(port, "/dead-letters/told.books.dlt?state=dropped").text())
                .contains("1 letter, each record by its newest", "k2")
                .doesNotContain("k3");
    }

    @Test
    void ofAnIdThatNoRegistryGivesAreListedFromTheirGroup() throws Exception {
        topics.create(1, "garbled", "garbled.books.dlt");
        topics.send(List.of(
                LetterTopics.own("garbled", 0, "large", "NOT_AVRO", new byte[] {0, 127, 0, 0, 1, 9}),
                LetterTopics.own("garbled", 1, "negative", "NOT_AVRO", new byte[] {0, -128, 0, 0, 1, 9})));

        List<String> groups =
                Page.at(port, "/dead-letters/garbled.books.dlt").links("/dead-letters/garbled.books.dlt?");

        assertThat(groups).hasSize(2);
        for (String group : groups) {
            assertThat(Page.at(port, group).text()).contains("1 letter, each record by its newest");
        }
    }

    @Test
    void moreGroupsThanAnybodyReadsAreCounted() throws Exception {
        topics.create(1, "scattered", "scattered.books.dlt");
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int number = 0; number < 130; number++) {
            letters.add(LetterTopics.own(
                    "scattered", number, "k", "NOT_AVRO", new WirePrefix(1_000_000 + number).before(PAYLOAD)));
        }
        topics.send(letters);

        Page page = Page.at(port, "/dead-letters/scattered.books.dlt");

        assertThat(page.text()).contains("and 30 more groups");
        assertThat(page.links("/dead-letters/scattered.books.dlt?cause=")).hasSize(100);
    }
}
