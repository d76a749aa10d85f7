package dev.avenant.contracts.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The text of a schema as a registry has it, in one line, and as a file that people read. The way back gives the text
 * letter for letter; where it would not, the file is the text.
 *
 * @param file the content of the file
 * @param verbatim whether the content is the text itself
 */
public record ImportedText(String file, boolean verbatim) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectWriter INDENTED = JSON.writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** The file for a text. */
    public static ImportedText of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            String indented = INDENTED.writeValueAsString(json) + "\n";
            return compact(indented).equals(text) ? new ImportedText(indented, false) : new ImportedText(text, true);
        } catch (JsonProcessingException unusual) {
            return new ImportedText(text, true);
        }
    }

    /** The text that the file was made of. */
    public String text() throws JsonProcessingException {
        return verbatim ? file : compact(file);
    }

    private static String compact(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.readTree(text));
    }
}
