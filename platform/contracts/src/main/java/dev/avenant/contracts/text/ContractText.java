package dev.avenant.contracts.text;

import dev.avenant.text.Sentence;
import java.util.List;

/** The sentences about the files of contracts, and about how a registry differs from them. */
public final class ContractText {
    private static final String BUNDLE = "dev.avenant.contracts.text.contracts";

    private ContractText() {}

    /**
     * One of them.
     *
     * @param key of the text
     * @param arguments texts and other sentences
     */
    public static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
