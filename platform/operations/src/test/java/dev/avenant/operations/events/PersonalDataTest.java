package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tagged is found wherever it lies. */
@Tag("fast")
class PersonalDataTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PERSON = """
            {"type": "record", "name": "Person", "fields": [{"name": "name", "type": "string", "tags": ["PII"]},
             {"name": "age", "type": "int"}]}
            """;
    private static final String ADA = "{\"name\": \"Ada\", \"age\": 7}";
    private static final String MASKED = "{\"name\": \"•••\", \"age\": 7}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TYPE|VALUE",
                "[\"null\", TYPE]|{\"Person\": VALUE}",
                "{\"type\": \"array\", \"items\": TYPE}|[VALUE, VALUE]",
                "{\"type\": \"map\", \"values\": TYPE}|{\"a\": VALUE}",
                "{\"type\": \"map\", \"values\": {\"type\": \"array\", \"items\": [\"null\", TYPE]}}"
                        + "|{\"a\": [null, {\"Person\": VALUE}]}"
            })
    void isMaskedInside(String typeAndValue) throws JsonProcessingException {
        List<String> parts = List.of(typeAndValue.split("\\|", -1));
        Schema schema = record(parts.get(0).replace("TYPE", PERSON), "");
        String value = "{\"field\": " + parts.get(1) + "}";

        assertThat(PersonalData.masked(schema, JSON.readTree(value.replace("VALUE", ADA))))
                .isEqualTo(JSON.readTree(value.replace("VALUE", MASKED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tags\": [\"PII\"]", "\"confluent:tags\": [\"EU\", \"PII\"]"})
    void allOfATaggedFieldIsMaskedButNull(String tags) throws JsonProcessingException {
        Schema schema = record("[\"null\", {\"type\": \"map\", \"values\": \"string\"}]", ", " + tags);

        assertThat(PersonalData.masked(schema, JSON.readTree("{\"field\": {\"map\": {\"Ada\": \"5\"}}}")))
                .isEqualTo(JSON.readTree("{\"field\": \"•••\"}"));
        assertThat(PersonalData.masked(schema, JSON.readTree("{\"field\": null}")))
                .isEqualTo(JSON.readTree("{\"field\": null}"));
    }

    @Test
    void whatIsNotAsTheSchemaSaysIsMasked() throws JsonProcessingException {
        Schema schema = record("[\"null\", \"string\"]", "");

        assertThat(PersonalData.masked(schema, JSON.readTree("{\"field\": {\"other\": \"Ada\"}, \"more\": 1}")))
                .isEqualTo(JSON.readTree("{\"field\": \"•••\", \"more\": \"•••\"}"));
    }

    private static Schema record(String type, String more) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"Outer\", \"fields\": [{\"name\":" + " \"field\", \"type\": "
                        + type + more + "}]}");
    }
}
