package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Registering and reading in the words of SQL; {@code 95-format-logical} has what a Confluent server answers. */
@Tag("fast")
class LogicalFormatTest {

    private static final String LOGICAL = "/subjects/orders-value/versions?format=logical";

    private static String avro(String text) {
        return RegistryTester.schema(text, "\"schemaType\":\"AVRO\"");
    }

    @Test
    void registersWhatRefersToAnotherSubject() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/a/versions?format=logical", avro("STRUCT acme.A (x INT NOT NULL)"));

            String registered = registry.post(
                    LOGICAL,
                    RegistryTester.schema(
                            "STRUCT acme.Order (a acme.A NOT NULL)",
                            "\"schemaType\":\"avro\"",
                            "\"references\":[{\"name\":\"acme.A\",\"subject\":\"a\",\"version\":1}]"));

            assertThat(registered)
                    .startsWith("200 {\"id\":2,\"version\":1,")
                    .contains("\"schemaType\":\"AVRO\"")
                    .contains("\"schema\":"
                            + RegistryTester.quoted("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"acme\","
                                    + "\"fields\":[{\"name\":\"a\",\"type\":\"A\"}]}"));
            assertThat(registry.get("/subjects/orders-value/versions/1/schema?format=LOGICAL"))
                    .isEqualTo("200 STRUCT acme.Order (a acme.A NOT NULL);\n");
        }
    }

    @Test
    void callsARootWithoutANameAfterTheSubject() {
        try (RegistryTester registry = RegistryTester.begin()) {
            assertThat(registry.post(LOGICAL, avro("TYPE ROW(x INT NOT NULL) NOT NULL")))
                    .contains(RegistryTester.quoted("{\"type\":\"record\",\"name\":\"orders_value\",\"fields\":["
                            + "{\"name\":\"x\",\"type\":\"int\"}],\"logical.anonymous\":\"true\"}"));
        }
    }

    @Test
    void refusesWhatItCannotRegister() {
        try (RegistryTester registry = RegistryTester.begin()) {
            for (List<String> one : List.of(
                    List.of(avro(" "), "Schema is required when format=logical"),
                    List.of(RegistryTester.schema("TYPE INT", "\"schemaType\":\"JSON\""), "Invalid schema type JSON"),
                    List.of(
                            RegistryTester.schema("TYPE INT", "\"schemaType\":\"XML\""),
                            "Unsupported schemaType 'XML' for format=logical; must be one of AVRO, JSON, PROTOBUF"),
                    List.of(
                            avro("STRUCT A (x B)"),
                            "Logical type schema cannot be represented as AVRO: Unknown named type reference: B"),
                    List.of(
                            RegistryTester.schema(
                                    "STRUCT A (x B)",
                                    "\"schemaType\":\"AVRO\"",
                                    "\"references\":[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]"),
                            "Could not resolve schema references: No schema reference found for subject \\\"b\\\" and"
                                    + " version 1"))) {
                assertThat(registry.post(LOGICAL, one.get(0)))
                        .isEqualTo("422 {\"error_code\":42201,\"message\":\"" + one.get(1) + "\"}");
            }
        }
    }

    @Test
    void refusesATextThatIsNestedTooDeeply() {
        try (RegistryTester registry = RegistryTester.begin()) {
            String deep = "TYPE " + "ARRAY<".repeat(20_000) + "INT" + ">".repeat(20_000);

            assertThat(registry.post(LOGICAL, avro(deep)))
                    .isEqualTo("422 {\"error_code\":42201,\"message\":\"The schema and its references are nested too"
                            + " deeply\"}");
        }
    }

    @Test
    void refusesToReadWhatTheLanguageHasNoWordsFor() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/n/versions", RegistryTester.schema("\"null\""));

            assertThat(registry.get("/subjects/n/versions/1?format=logical"))
                    .isEqualTo(
                            "422 {\"error_code\":42201,\"message\":\"Stored schema cannot be represented as a logical"
                                    + " type: Standalone NULL type is not supported\"}");
        }
    }
}
