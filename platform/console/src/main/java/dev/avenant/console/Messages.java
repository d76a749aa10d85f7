package dev.avenant.console;

import dev.avenant.text.Sentence;
import java.util.List;

/** The sentences of {@code messages.properties} for what cannot be done, which are said where it is known who asked. */
public final class Messages {

    private static final String BUNDLE = "messages";

    private Messages() {}

    public static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
