package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.RegistryFixture.Reference;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking at what a registry holds. */
@Tag("fast")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectCommandsTest {
    private static final String MONEY = """
            {"type": "record", "name": "Money", "namespace": "shop", "doc": "An amount.", "fields": [
              {"name": "cents", "type": "long", "doc": "How many."}]}
            """;
    private static final String PAID = """
            {"type": "record", "name": "Paid", "namespace": "shop", "doc": "Somebody has paid.", "fields": [
              {"name": "buyer", "type": "string", "tags": ["PII"], "doc": "Who \\u202epaid."},
              {"name": "price", "type": "shop.Money", "doc": "What it costs."}]}
            """;
    private static final String PAID_LATER = PAID.replace(
            "costs.\"}",
            "costs.\"}, {\"name\": \"at\", \"type\": [\"null\", {\"type\": \"long\", \"logicalType\":"
                    + " \"timestamp-millis\"}], \"doc\": \"When.\", \"default\": null}");
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryFixture registry = RegistryFixture.empty();

    @BeforeAll
    void aTypeThatAnEventOfTwoVersionsRefersTo() {
        Reference money = new Reference("shop.Money", "shop.Money", 1);
        registry.register("shop.Money", MONEY)
                .register("payments-shop.Paid", PAID, money)
                .register("payments-shop.Paid", PAID_LATER, money)
                .register(":.test:payments-shop.Paid", MONEY)
                .level("payments-shop.Paid", "FULL");
    }

    @AfterAll
    void close() {
        registry.close();
    }

    private Result subjects(String... words) {
        return Shell.runWith(
                "",
                Stream.of(Stream.of("subjects"), Stream.of(words), Stream.of("--registry", registry.url()))
                        .flatMap(part -> part)
                        .toList());
    }

    private static String squeezed(Result result) {
        assertThat(result.err()).isEmpty();
        return result.out().replaceAll(" +", " ");
    }

    @Test
    void listsTheSubjectsOfAllContexts() {
        assertThat(squeezed(subjects("list"))).isEqualTo("""
                SUBJECT LATEST ID RECORD
                :.test:payments-shop.Paid 1 1 Money
                payments-shop.Paid 2 3 Paid
                shop.Money 1 1 Money
                """);
        assertThat(squeezed(subjects("list", "--prefix", "shop."))).isEqualTo("""
                SUBJECT LATEST ID RECORD
                shop.Money 1 1 Money
                """);
    }

    @Test
    void findsSubjectsByWhatTheirSchemasSay() throws Exception {
        assertThat(squeezed(subjects("list", "--search", "TIMESTAMP pii"))).isEqualTo("""
                SUBJECT LATEST ID RECORD FOUND IN
                payments-shop.Paid 2 3 Paid logical type of at: timestamp-millis; tag of buyer: PII
                """);
        assertThat(squeezed(subjects("list", "--search", "money"))).isEqualTo("""
                SUBJECT LATEST ID RECORD FOUND IN
                :.test:payments-shop.Paid 1 1 Money name: Money
                shop.Money 1 1 Money its name
                """);
        assertThat(JSON.readTree(subjects("list", "--search", "buyer", "--format", "json")
                        .out()))
                .isEqualTo(JSON.readTree("""
                        [{"subject": "payments-shop.Paid", "version": 2, "id": 3, "recordName": "Paid",
                          "matches": [{"kind": "field", "place": "Paid", "text": "buyer"}]}]
                        """));
    }

    @Test
    void saysThatASearchFoundNothing() {
        assertThat(subjects("list", "--search", "nobody"))
                .isEqualTo(new Result(
                        ExitCode.FINDINGS,
                        "The registry at " + registry.url() + " has no subject that is looked for.\n",
                        ""));
        assertThat(subjects("list", "--search", "nobody", "--format", "json"))
                .isEqualTo(new Result(ExitCode.FINDINGS, "[ ]\n", ""));
    }

    @Test
    void showsTheLatestVersionWithWhatTheRegistrySaysOfIt() {
        Result latest = subjects("show", "payments-shop.Paid");
        Result used = subjects("show", "shop.Money", "--version", "1");

        assertThat(latest.out().replaceAll("guid +[0-9a-f-]{36}", "guid       G"))
                .startsWith("""
                payments-shop.Paid version 2 of 1, 2
                  id         3
                  guid       G
                  type       AVRO
                  level      FULL
                  mode       READWRITE
                  tags       PII
                  refers to  shop.Money version 1

                {
                  "type" : "record",
                  "name" : "Paid",
                """);
        assertThat(latest.out()).contains("\"Who \\u202epaid.\"").endsWith("}\n");
        assertThat(used.out())
                .contains("  level      BACKWARD (not its own)\n")
                .contains("  used by    payments-shop.Paid version 1\n  used by    payments-shop.Paid version 2\n");
    }

    @Test
    void showsAVersionForPrograms() throws Exception {
        ObjectNode json =
                (ObjectNode) JSON.readTree(subjects("show", "payments-shop.Paid", "--version", "1", "--format", "json")
                        .out());
        ObjectNode money = (ObjectNode)
                JSON.readTree(subjects("show", "shop.Money", "--format", "json").out());

        assertThat(json.remove("guid").asText()).matches("[0-9a-f-]{36}");
        assertThat(json).isEqualTo(JSON.readTree("""
                {"subject": "payments-shop.Paid", "version": 1, "id": 2, "schemaType": "AVRO", "versions": [1, 2],
                 "level": "FULL", "ownLevel": true, "mode": "READWRITE", "tags": ["PII"],
                 "references": [{"name": "shop.Money", "subject": "shop.Money", "version": 1}],
                 "referencedBy": [], "moreUsers": 0, "schema": %s}
                """.formatted(PAID.replace("\"shop.Money\"", "\"Money\""))));
        assertThat(money.path("referencedBy")).isEqualTo(JSON.readTree("""
                        [{"subject": "payments-shop.Paid", "version": 1}, {"subject": "payments-shop.Paid", "version": 2}]
                        """));
        assertThat(money.path("ownLevel").asBoolean()).isFalse();
    }

    @Test
    void showsTheSchemaOfAnIdAndEachVersionThatHasIt() throws Exception {
        assertThat(subjects("show", "--id", "2").out()).startsWith("""
                id 2
                  type       AVRO
                  is         payments-shop.Paid version 1
                  refers to  shop.Money version 1

                {
                """);
        JsonNode ofContext =
                JSON.readTree(subjects("show", ":.test:payments-shop.Paid", "--id", "1", "--format", "json")
                        .out());
        assertThat(ofContext).isEqualTo(JSON.readTree("""
                {"id": 1, "schemaType": "AVRO", "versions": [{"subject": ":.test:payments-shop.Paid", "version": 1}],
                 "references": [], "schema": %s}
                """.formatted(MONEY)));
    }

    @Test
    void writesAnExampleThatProduceTakes() throws Exception {
        Result example = subjects("show", "payments-shop.Paid", "--example");

        assertThat(example.out().lines()).hasSize(1);
        JsonNode value = JSON.readTree(example.out());
        assertThat(List.of(
                        value.path("buyer").isTextual(),
                        value.path("price").path("cents").isInt()))
                .containsOnly(true);
        assertThat(value.path("at").path("long").isIntegralNumber()).isTrue();
    }

    @Test
    void listsTheVersionsOfASubject() throws Exception {
        assertThat(squeezed(subjects("versions", "payments-shop.Paid"))).isEqualTo("""
                VERSION ID TYPE REFERRED TO BY REFERS TO
                 1 2 AVRO 0 shop.Money version 1
                 2 3 AVRO 0 shop.Money version 1
                """);
        ObjectNode money = (ObjectNode) JSON.readTree(
                        subjects("versions", "shop.Money", "--format", "json").out())
                .get(0);
        assertThat(money.remove("guid").asText()).matches("[0-9a-f-]{36}");
        assertThat(money).isEqualTo(JSON.readTree("""
                {"subject": "shop.Money", "version": 1, "id": 1, "schemaType": "AVRO", "referredToBy": 2, "references": []}
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            show                                    | 2 | Expected a SUBJECT or --id ID but found neither.
            show shop.Money --version 0             | 2 | Expected --version to be latest or a number from 1 on but found 0.
            show shop.Money --version newest        | 2 | Expected --version to be latest or a number from 1 on but found newest.
            show payments-shop.Paid --version 3     | 2 | Expected a --version that payments-shop.Paid has (1, 2) but found 3.
            show --id 2 --version 1                 | 2 | Expected --id without --version and --example but found one beside it.
            show --id two                           | 2 | Invalid value for option '--id': 'two' is not an int.
            show --id 7                             | 3 | The registry at URL has no schema of id 7.
            show payments-shop.Payd                 | 3 | The registry at URL has no subject payments-shop.Payd. avenant subjects list shows them.
            show payments-shop.Payd --version 1     | 3 | The registry at URL has no subject payments-shop.Payd. avenant subjects list shows them.
            versions payments-shop                  | 3 | The registry at URL has no subject payments-shop. avenant subjects list shows them.
            """)
    void saysWhatIsNotThereOrCannotBeMeant(String words, int exitCode, String said) {
        Result refused = subjects(words.split(" ", -1));

        assertThat(refused.exitCode()).isEqualTo(exitCode);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith(said.replace("URL", registry.url()) + "\n");
    }
}
