package dev.avenant.serde;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.api.Association;
import dev.avenant.serde.context.ContextNameStrategy;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import dev.avenant.serde.subject.SubjectNameStrategy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Names the subject of a topic's keys or values, by the strategy of the settings. */
final class Subjects {

    private final SubjectNameStrategy strategy;
    private final ContextNameStrategy contexts;
    private final RegistryClient client;
    private final boolean isKey;
    private final Map<String, String> associated = new ConcurrentHashMap<>();

    Subjects(SerdeConfig config, RegistryClient client, boolean isKey) {
        String key = isKey ? AvroSettings.KEY_SUBJECT_NAME_STRATEGY : AvroSettings.VALUE_SUBJECT_NAME_STRATEGY;
        if (config.getClass(key) == null) {
            throw new ConfigException(key, null, "must name a class");
        }
        this.strategy = config.getConfiguredInstance(key, SubjectNameStrategy.class);
        this.contexts = config.getConfiguredInstance(AvroSettings.CONTEXT_NAME_STRATEGY, ContextNameStrategy.class);
        this.client = client;
        this.isKey = isKey;
    }

    /** The subject; null when the strategy needs the schema and there is none. */
    @Nullable
    String nameFor(String topic, @Nullable Schema schema) {
        String subject = strategy instanceof AssociatedNameStrategy
                ? associatedSubject(topic, schema)
                : plainSubject(topic, schema);
        return subject == null ? null : inContext(topic, subject);
    }

    private @Nullable String plainSubject(String topic, @Nullable Schema schema) {
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

    private @Nullable String associatedSubject(String topic, @Nullable Schema schema) {
        String known = associated.get(topic);
        if (known != null) {
            return known;
        }
        String found = askForAssociation(topic);
        String subject = found == null ? plainSubject(topic, schema) : found;
        if (subject != null) {
            associated.put(topic, subject);
        }
        return subject;
    }

    private @Nullable String askForAssociation(String topic) {
        FailureSite site = FailureSite.of(topic, isKey);
        try {
            List<Association> found = client.associations(topic, isKey);
            if (found.size() > 1) {
                throw new SerdeException(
                        SerdeFailure.Kind.REGISTRY_REJECTED,
                        site,
                        "The registry associates " + found.size() + " subjects with the topic: "
                                + found.stream().map(Association::subject).toList() + ". Leave one of them",
                        null);
            }
            return found.isEmpty() ? null : found.get(0).subject();
        } catch (RegistryException failed) {
            throw RegistryFailures.whileAssociating(failed, site);
        }
    }

    private String inContext(String topic, String subject) {
        String context = contexts.contextName(topic);
        if (context == null || context.isEmpty() || context.equals(".") || subject.startsWith(":.")) {
            return subject;
        }
        return ":" + (context.startsWith(".") ? context : "." + context) + ":" + subject;
    }
}
