package dev.avenant.serde.context;

import org.jspecify.annotations.Nullable;

/** The default context for every topic. */
public class NullContextNameStrategy implements ContextNameStrategy {

    @Override
    public @Nullable String contextName(String topic) {
        return null;
    }
}
