package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plainest question, the schema of an id, whose answers are kept ready: whatever was asked before, they stay right. */
@Tag("fast")
class SchemasByIdTest {

    private static final String SCHEMA = RegistryTester.schema("\"string\"");

    private RegistryTester registry;
    private String answer;

    @BeforeEach
    void registerOneSchemaInTwoSubjects() {
        registry = RegistryTester.begin();
        registry.post("/subjects/first/versions", SCHEMA);
        registry.post("/subjects/second/versions", SCHEMA);
        answer = registry.get("/schemas/ids/1");
    }

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void nameTheSubjectThatWasAskedForAndTheSameOneAgainWithoutIt() {
        String second = registry.get("/schemas/ids/1?subject=second");

        assertThat(answer).startsWith("200 ").contains("\"subject\":\"first\"");
        assertThat(second).startsWith("200 ").contains("\"subject\":\"second\"");
        assertThat(registry.get("/schemas/ids/1")).isEqualTo(answer);
    }

    @Test
    void areThoseOfTheDefaultContext() {
        registry.post("/subjects/:.other:third/versions", RegistryTester.schema("\"long\""));

        String other = registry.get("/contexts/.other/schemas/ids/1");

        assertThat(other).startsWith("200 ").contains(RegistryTester.quoted("\"long\""));
        assertThat(registry.get("/schemas/ids/1")).isEqualTo(answer);
    }

    @Test
    void areForNoOtherMethod() {
        assertThat(registry.post("/schemas/ids/1", "{}")).startsWith("405 ");
    }

    @Test
    void areForNoIdThatIsLargerThanAnyNumber() {
        assertThat(registry.get("/schemas/ids/4294967297")).startsWith("404 ");
    }
}
