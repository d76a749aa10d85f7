package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands for topics. */
@Tag("broker")
class TopicCommandsTest extends PlatformCommands {
    private static final JsonMapper JSON = new JsonMapper();

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    /** Five records in partition 0, of which Kafka has deleted one, and three in 1; of three groups one has yet to begin with 1. */
    @BeforeAll
    void aTopicThatGroupsRead() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("order-events", 2, (short) 1).configs(Map.of("retention.ms", "3600000"))))
                    .all()
                    .get();
        }
        topics.create(1, "order-events.billing.dlt", "order-events.billing.replay", "_order-state", "orders-idle");
        for (int i = 0; i < 8; i++) {
            topics.send(new ProducerRecord<>("order-events", i < 5 ? 0 : 1, bytes("k"), bytes("v")));
        }
        topics.deleteBefore("order-events", 0, 1);
        topics.commit("billing", "order-events", 0, 4);
        topics.commit("billing", "order-events", 1, 3);
        topics.commit("search", "order-events", 0, 2);
        topics.commit("search", "order-events", 1, 1);
        topics.commit("audit", "order-events", 0, 5);
    }

    private Result show(String... words) {
        return platform(
                "", Stream.concat(Stream.of("topics", "show"), Stream.of(words)).toArray(String[]::new));
    }

    private static String withoutSizes(String text) {
        return text.replaceAll(", [0-9,]+ bytes", ", N bytes")
                .replaceAll("(?m) [0-9]+$", " N")
                .replaceAll(" +", " ");
    }

    @Test
    void listsTopicsWithWhatTheyAreForAndHowManyRecordsTheyHave() {
        Result some = platform("", "topics", "list", "--search", "ORDER");
        Result internal = platform("", "topics", "list", "--search", "order-state", "--internal");

        assertThat(some.exitCode()).isZero();
        assertThat(some.out().replaceAll(" +", " ")).isEqualTo("""
                TOPIC KIND PARTITIONS REPLICAS RECORDS
                order-events events 2 1 7
                order-events.billing.dlt dead-letters 1 1 0
                order-events.billing.replay replays 1 1 0
                orders-idle events 1 1 0
                """);
        assertThat(internal.out()).containsPattern("_order-state +internal +1 +1 +0\n");
    }

    @Test
    void saysThatNoTopicHasThatInItsName() {
        Result none = platform("", "topics", "list", "--search", "nobody");
        Result json = platform("", "topics", "list", "--search", "nobody", "--format", "json");

        assertThat(none)
                .isEqualTo(new Result(
                        ExitCode.FINDINGS,
                        "There is no topic with \"nobody\" in its name on " + kafka.bootstrapServers() + ".\n",
                        ""));
        assertThat(json.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(json.out()).isEqualTo("[ ]\n");
    }

    @Test
    void listsTopicsForPrograms() throws Exception {
        JsonNode list = JSON.readTree(platform("", "topics", "list", "--search", "orders-idle", "--format", "json")
                .out());

        assertThat(list).isEqualTo(JSON.readTree("""
                [{"topic": "orders-idle", "kind": "events", "partitions": 1, "replicas": 1, "records": 0}]
                """));
    }

    @Test
    void showsWhereATopicLiesWhoReadsItAndWhatNobodyNeedsAnyMore() {
        assertThat(withoutSizes(show("order-events").out())).isEqualTo("""
                order-events: 2 partitions, 7 records, N bytes
                 retention.ms N
                 contracts.yaml does not have it

                PARTITION LEADER IN SYNC BEGIN END RECORDS DONE BYTES
                 0 1 1 of 1 1 5 4 1 N
                 1 1 1 of 1 0 3 3 0 N

                GROUP LAG
                audit N
                billing N
                search N
                """);
    }

    @Test
    void holdsATopicAgainstItsContract() {
        String project = folder.toString();

        assertThat(show("order-events", "--project", project).out())
                .contains(
                        "  contracts.yaml  of order-service, partitions declared 3 but found 2, retention.ms declared 2592000000"
                                + " but found 3600000\n");
        assertThat(show("orders-idle", "--project", project).out()).contains("  contracts.yaml  does not have it\n");
    }

    @Test
    void showsATopicForPrograms() throws Exception {
        JsonNode json = JSON.readTree(show("order-events", "--format", "json", "--project", folder.toString())
                .out());

        assertThat(json.path("partitions").get(0).path("bytes").asLong()).isPositive();
        json.path("partitions").forEach(partition -> ((ObjectNode) partition).remove("bytes"));
        assertThat(json).isEqualTo(JSON.readTree("""
                {"topic": "order-events",
                 "partitions": [
                   {"partition": 0, "leader": 1, "replicas": 1, "inSync": 1, "begin": 1, "end": 5, "records": 4, "done": 1},
                   {"partition": 1, "leader": 1, "replicas": 1, "inSync": 1, "begin": 0, "end": 3, "records": 3, "done": 0}],
                 "settings": {"retention.ms": "3600000"},
                 "lagByGroup": {"audit": 0, "billing": 1, "search": 5},
                 "missing": {},
                 "contract": {"owner": "order-service", "differences": [
                   {"setting": "partitions", "declared": "3", "found": "2"},
                   {"setting": "retention.ms", "declared": "2592000000", "found": "3600000"}]}}
                """));
    }

    @Test
    void saysThatNoGroupReadsATopicAndThatATopicIsNotThere() {
        assertThat(withoutSizes(show("orders-idle").out())).isEqualTo("""
                orders-idle: 1 partition, 0 records, N bytes
                 contracts.yaml does not have it

                PARTITION LEADER IN SYNC BEGIN END RECORDS DONE BYTES
                 0 1 1 of 1 0 0 0 - N

                No group has committed an offset of it.
                """);
        assertThat(show("order-event"))
                .isEqualTo(new Result(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "Kafka at " + kafka.bootstrapServers()
                                + " has no topic \"order-event\". avenant topics list shows them.\n"));
        assertThat(show("order-events", "--project", folder.resolve("elsewhere").toString())
                        .err())
                .startsWith("Expected schemas/contracts.yaml in ");
    }
}
