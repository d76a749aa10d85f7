package dev.avenant.text;

import java.util.List;

/** The sentences about schemas: what is found in them, what to write instead, and why a text is no schema. */
public final class SchemaText {
    private static final String BUNDLE = "dev.avenant.text.schemas";

    private SchemaText() {}

    /**
     * One of them.
     *
     * @param key of the text
     * @param arguments texts, numbers that decide between one and many, and other sentences
     */
    public static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
