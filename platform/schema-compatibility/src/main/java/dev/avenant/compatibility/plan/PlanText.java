package dev.avenant.compatibility.plan;

import dev.avenant.text.Sentence;
import java.util.List;

/** The sentences of a plan. */
final class PlanText {
    private static final String BUNDLE = "dev.avenant.compatibility.plan.texts";

    private PlanText() {}

    static Sentence of(String key, Object... arguments) {
        return new Sentence(BUNDLE, key, List.of(arguments));
    }
}
