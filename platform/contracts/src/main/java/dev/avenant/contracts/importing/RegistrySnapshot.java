package dev.avenant.contracts.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * All that a registry holds.
 *
 * @param settings what is set, by scope; {@code ""} is the whole registry
 * @param versions by subject and then by number, deleted softly or not
 * @param others the subjects that hold no Avro, with what they hold
 */
record RegistrySnapshot(Map<String, ObjectNode> settings, List<ImportedVersion> versions, Map<String, String> others) {
    /** A registry far away answers slowly, but several at once. */
    private static final int AT_ONCE = 8;

    RegistrySnapshot {
        versions = List.copyOf(versions);
    }

    /** What one subject holds. */
    private record OneSubject(
            String name,
            Optional<ObjectNode> config,
            List<ImportedVersion> versions,
            @Nullable String otherType) {}

    /** Asks a registry for everything. */
    static RegistrySnapshot of(RegistryAdmin registry) {
        Map<String, ObjectNode> settings = new LinkedHashMap<>();
        registry.config(null).ifPresent(config -> settings.put("", config));
        for (String context : new TreeSet<>(registry.contexts())) {
            registry.config(context).ifPresent(config -> settings.put(context, config));
        }
        List<Callable<OneSubject>> questions = new ArrayList<>();
        for (String subject : new TreeSet<>(registry.subjects())) {
            questions.add(() -> subject(registry, subject));
        }
        List<ImportedVersion> versions = new ArrayList<>();
        Map<String, String> others = new TreeMap<>();
        for (OneSubject subject : answers(questions)) {
            if (subject.otherType() != null) {
                others.put(subject.name(), subject.otherType());
                continue;
            }
            subject.config().ifPresent(config -> settings.put(subject.name(), config));
            versions.addAll(subject.versions());
        }
        return new RegistrySnapshot(settings, versions, others);
    }

    private static OneSubject subject(RegistryAdmin registry, String subject) {
        TreeSet<Integer> active = new TreeSet<>(registry.versions(subject, false));
        TreeSet<Integer> all = new TreeSet<>(registry.versions(subject, true));
        all.addAll(active);
        List<ImportedVersion> versions = new ArrayList<>();
        for (int number : all) {
            Optional<ObjectNode> answer = registry.version(subject, number);
            if (answer.isEmpty()) {
                // deleted for ever since it was listed
                continue;
            }
            String type = answer.get().path("schemaType").asText("AVRO");
            if (!type.equals("AVRO")) {
                return new OneSubject(subject, Optional.empty(), List.of(), type);
            }
            versions.add(ImportedVersion.of(answer.get().put("subject", subject), !active.contains(number)));
        }
        return new OneSubject(subject, registry.config(subject), versions, null);
    }

    private static List<OneSubject> answers(List<Callable<OneSubject>> questions) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<OneSubject> answers = new ArrayList<>();
            for (Future<OneSubject> answer :
                    questions.stream().map(threads::submit).toList()) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("a registry could not be read", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a registry was read");
        } finally {
            threads.shutdownNow();
        }
    }

    /** The level of subjects that set none. */
    CompatibilityLevel defaultLevel() {
        return levelOf("").orElse(CompatibilityLevel.BACKWARD);
    }

    /** The level of a subject in the default context. */
    CompatibilityLevel levelInForce(String subject) {
        return levelOf(subject).orElse(defaultLevel());
    }

    /** The level that a scope sets; empty when it sets none. */
    Optional<CompatibilityLevel> levelOf(String scope) {
        return Optional.ofNullable(settings.get(scope))
                .flatMap(config -> CompatibilityLevel.named(
                        config.path("compatibilityLevel").asText()));
    }
}
