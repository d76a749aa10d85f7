package dev.avenant.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Records as indented JSON: their components in the order of the record, without those that are null. */
public final class JsonText {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build()
            .writerWithDefaultPrettyPrinter();

    private JsonText() {}

    /** The whole document, with a line break at its end. */
    public static String of(Record document) {
        try {
            return WRITER.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a record that can be JSON but found " + document.getClass(), e);
        }
    }
}
