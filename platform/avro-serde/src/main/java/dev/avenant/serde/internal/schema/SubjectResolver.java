package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.context.ContextNameStrategy;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import dev.avenant.serde.subject.SubjectNameStrategy;
import java.time.Clock;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Names the subject of a topic's keys or values, by the strategy of the settings. */
public final class SubjectResolver {

    private final SubjectNameStrategy strategy;
    private final ContextNameStrategy contexts;
    private final @Nullable AssociatedSubjectCache associated;
    private final boolean isKey;

    public SubjectResolver(SerdeConfig config, RegistryClient client, boolean isKey) {
        String key = isKey
                ? KafkaAvroSerdeConfig.KEY_SUBJECT_NAME_STRATEGY
                : KafkaAvroSerdeConfig.VALUE_SUBJECT_NAME_STRATEGY;
        if (config.getClass(key) == null) {
            throw new ConfigException(key, null, "must name a class");
        }
        this.strategy = config.getConfiguredInstance(key, SubjectNameStrategy.class);
        this.contexts =
                config.getConfiguredInstance(KafkaAvroSerdeConfig.CONTEXT_NAME_STRATEGY, ContextNameStrategy.class);
        this.associated = strategy instanceof AssociatedNameStrategy asking
                ? new AssociatedSubjectCache(client, asking, isKey, Clock.systemUTC())
                : null;
        this.isKey = isKey;
    }

    /** Whether a topic's subject may be another one later. */
    public boolean changeWithTime() {
        return associated != null && associated.expires();
    }

    /** The subject; null when the strategy needs the schema and there is none. */
    @Nullable
    public String nameFor(String topic, @Nullable Schema schema) {
        String subject = associatedSubject(topic);
        if (subject == null) {
            subject = namedSubject(topic, schema);
        }
        return subject == null ? null : inContext(topic, subject);
    }

    /** The context alone, as the registry takes it in place of a subject; null for the default one. */
    @Nullable
    public String contextOf(String topic) {
        String context = contexts.contextName(topic);
        if (context == null) {
            return null;
        }
        String bare = context.replaceAll("^:|:$", "");
        return bare.isEmpty() || bare.equals(".") ? null : ":" + (bare.startsWith(".") ? bare : "." + bare) + ":";
    }

    private @Nullable String associatedSubject(String topic) {
        Optional<String> found = associated == null ? Optional.empty() : associated.of(topic);
        if (found.isEmpty() && strategy instanceof AssociatedNameStrategy asking && !asking.hasFallback()) {
            throw new SerdeException(
                    SerdeFailure.Kind.NOT_REGISTERED,
                    FailureSite.of(topic, isKey),
                    "The registry associates no subject with the topic, and " + AssociatedNameStrategy.FALLBACK_TYPE
                            + " is NONE. Associate one",
                    null);
        }
        return found.orElse(null);
    }

    private @Nullable String namedSubject(String topic, @Nullable Schema schema) {
        try {
            return strategy.subjectName(topic, isKey, schema);
        } catch (SerializationException refused) {
            throw new SerdeException(
                    SerdeFailure.Kind.NOT_WRITABLE,
                    FailureSite.of(topic, isKey),
                    String.valueOf(refused.getMessage()),
                    refused.getCause());
        }
    }

    /** A subject that names its context already, as an association may, stays where it is. */
    private String inContext(String topic, String subject) {
        String context = contextOf(topic);
        return context == null || subject.startsWith(":.") ? subject : context + subject;
    }
}
