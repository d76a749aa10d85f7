package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who uses each version of a subject. */
@Tag("broker")
class SubjectUsageTest extends PlatformCommands {
    private static final String SUBJECT = "used-events-shop.Used";

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private final List<Integer> ids = new ArrayList<>();

    /** Of version 1 Kafka has deleted the record, of 2 a group has yet to read one, and another lies as a dead letter; 3 is new. */
    @BeforeAll
    void threeVersions() throws Exception {
        for (int fields = 1; fields <= 3; fields++) {
            String more = ", {\"name\": \"f%d\", \"type\": \"int\", \"default\": 0}".formatted(fields);
            ids.add(Objects.requireNonNull(new HttpRegistryClient(registry.url(), Duration.ofSeconds(20))
                    .register(
                            SUBJECT,
                            SchemaDefinition.of("{\"type\": \"record\", \"name\": \"Used\", \"namespace\": \"shop\","
                                    + " \"fields\": [{\"name\": \"n\", \"type\": \"int\"}" + more + "]}"),
                            false)
                    .id()));
        }
        topics.create(1, "used-events", "used-events.billing.dlt");
        topics.send(record("used-events", 0), record("used-events", 1), record("used-events.billing.dlt", 1));
        topics.deleteBefore("used-events", 0, 1);
        topics.commit("usage-billing", "used-events", 0, 1);
        topics.commit("usage-search", "used-events", 0, 2);
    }

    private ProducerRecord<byte[], byte[]> record(String topic, int version) {
        byte[] value = {0, 0, 0, 0, (byte) ids.get(version).intValue(), 2, 4};
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes("k"), value);
        record.headers().add("ce_source", bytes("/shop"));
        return record;
    }

    private Result usage(String... more) {
        List<String> words = new ArrayList<>(List.of("subjects", "usage"));
        words.addAll(List.of(more));
        words.addAll(List.of("--registry", registry.url().toString()));
        return platform("", words.toArray(String[]::new));
    }

    @Test
    void saysWhoUsesEachVersionAndWhichMayBeRetired() {
        Result usage = usage(SUBJECT);

        assertThat(usage.out().replaceAll(" +", " ")).isEqualTo("""
                Searched 2 records, all of them, on used-events, used-events.billing.dlt.

                VERSION ID RECORDS PUBLISHED BY YET TO BE READ BY REFERRED TO BY MAY BE RETIRED
                 3 %d 0 - - 0 no: it is the latest
                 2 %d 2 /shop usage-billing 0 no: records of it are retained
                 1 %d 0 - - 0 yes
                """.formatted(ids.get(2), ids.get(1), ids.get(0)));
        assertThat(usage.exitCode()).isZero();
    }

    @Test
    void saysTheSameToPrograms() throws Exception {
        JsonMapper json = new JsonMapper();

        assertThat(json.readTree(usage(SUBJECT, "--format", "json").out()))
                .isEqualTo(json.readTree("""
                {"subject": "used-events-shop.Used", "topics": ["used-events", "used-events.billing.dlt"], "searched": 2,
                 "versions": [
                   {"version": 3, "id": %d, "records": 0, "atMost": false, "places": [], "sources": [], "behind": [],
                    "referredToBy": 0, "retirable": false, "reasons": ["latest"]},
                   {"version": 2, "id": %d, "records": 2, "atMost": false,
                    "places": [{"topic": "used-events", "partition": 0, "records": 1, "last": 1},
                               {"topic": "used-events.billing.dlt", "partition": 0, "records": 1, "last": 0}],
                    "sources": ["/shop"], "behind": [{"group": "usage-billing", "topic": "used-events"}],
                    "referredToBy": 0, "retirable": false, "reasons": ["records"]},
                   {"version": 1, "id": %d, "records": 0, "atMost": false, "places": [], "sources": [], "behind": [],
                    "referredToBy": 0, "retirable": true, "reasons": []}]}
                """.formatted(ids.get(2), ids.get(1), ids.get(0))));
    }

    @Test
    void looksAtTheTopicThatTheContractsOfAProjectName() throws Exception {
        push(registry);
        topics.create(1, "customer-events");

        Result declared = usage("customer-events-shop.customer.events.CustomerDeleted", "--project", folder.toString());

        assertThat(declared.out())
                .startsWith("Searched 0 records, all of them, on customer-events.\n")
                .contains("no: it is the latest");
    }

    @Test
    void saysThatTopicsAreNotKnownAndThatThereIsNoSuchSubject() {
        SchemaAlias.register(registry, "shop.Lonely", "\"string\"");

        assertThat(usage("shop.Lonely").out())
                .startsWith("It is not known which topics may have records of shop.Lonely.\n")
                .contains("no: it is the latest, its topics are not known");
        assertThat(usage("nobody"))
                .isEqualTo(new Result(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "The registry at " + registry.url().toString().replaceAll("/$", "")
                                + " has no subject nobody. avenant subjects list shows them.\n"));
    }
}
