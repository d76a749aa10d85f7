package dev.avenant.serde.context;

import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** Names the context of the registry that holds the subjects of a topic. */
public interface ContextNameStrategy extends Configurable {

    /** The context, such as {@code .staging}; null for the default one. */
    @Nullable
    String contextName(String topic);

    @Override
    default void configure(Map<String, ?> settings) {}
}
