package dev.avenant.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.text.Printable;
import picocli.CommandLine.Option;

/** Whether a command answers with text for people or with one JSON document for programs. */
public final class OutputFormat {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public enum Format {
        TEXT,
        JSON
    }

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    public boolean isJson() {
        return format == Format.JSON;
    }

    public static void print(JsonNode document, Terminal terminal) {
        try {
            // Escapes are the same text to a program, and harmless to a terminal.
            JSON.writeValueAsString(document)
                    .lines()
                    .forEach(line -> terminal.out().println(Printable.of(line)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree is always JSON", impossible);
        }
    }
}
