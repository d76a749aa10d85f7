package dev.avenant.console;

import dev.avenant.operations.OperationException;
import dev.avenant.text.Sentence;
import java.util.List;

/** The sentences of {@code messages.properties} for what cannot be done, which are said where it is known who asked. */
public final class Messages {

    private static final String BUNDLE = "messages";

    private Messages() {}

    /** Why something cannot be done, in every language that there are words of; otherwise the message as it is. */
    public static Sentence of(Throwable why) {
        if (why instanceof TranslatedException translated) {
            return translated.said();
        }
        return why instanceof OperationException refused
                ? refused.said()
                : Sentence.quoting(String.valueOf(why.getMessage()));
    }

    public static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
