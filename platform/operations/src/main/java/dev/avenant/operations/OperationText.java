package dev.avenant.operations;

import dev.avenant.text.Sentence;
import java.util.List;

/** The sentences of operations. */
public final class OperationText {

    private static final String BUNDLE = "dev.avenant.operations.sentences";

    private OperationText() {}

    public static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
