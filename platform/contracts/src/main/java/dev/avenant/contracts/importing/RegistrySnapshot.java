package dev.avenant.contracts.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryAdmin.StoredSubject;
import dev.avenant.registry.client.RegistryAdmin.StoredVersion;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
        List<ImportedVersion> versions = new ArrayList<>();
        Map<String, String> others = new TreeMap<>();
        for (OneSubject subject : subjects(registry)) {
            if (subject.otherType() != null) {
                others.put(subject.name(), subject.otherType());
                continue;
            }
            subject.config().ifPresent(config -> settings.put(subject.name(), config));
            versions.addAll(subject.versions());
        }
        return new RegistrySnapshot(settings, versions, others);
    }

    /** All subjects; those again that were read before another one began to refer to a new version of them. */
    private static Collection<OneSubject> subjects(RegistryAdmin registry) {
        SortedMap<String, OneSubject> subjects = new TreeMap<>();
        Set<SubjectVersion> sought = new HashSet<>();
        Set<String> next = new TreeSet<>(registry.subjects());
        while (!next.isEmpty()) {
            List<Callable<OneSubject>> questions = new ArrayList<>();
            next.forEach(subject -> questions.add(() -> subject(registry, subject)));
            answers(questions).forEach(subject -> subjects.put(subject.name(), subject));
            next = new TreeSet<>();
            for (SubjectVersion missing : missing(subjects.values())) {
                if (sought.add(missing)) {
                    next.add(missing.subject());
                }
            }
        }
        return subjects.values();
    }

    /** The versions that others refer to and that are not there. */
    private static Set<SubjectVersion> missing(Collection<OneSubject> subjects) {
        Set<SubjectVersion> missing = new HashSet<>();
        for (OneSubject subject : subjects) {
            for (ImportedVersion version : subject.versions()) {
                version.references().forEach(reference -> missing.add(SubjectVersion.of(subject.name(), reference)));
            }
        }
        for (OneSubject subject : subjects) {
            subject.versions()
                    .forEach(version -> missing.remove(new SubjectVersion(subject.name(), version.version())));
        }
        return missing;
    }

    private static OneSubject subject(RegistryAdmin registry, String subject) {
        StoredSubject answer = registry.stored(subject);
        List<ImportedVersion> versions = new ArrayList<>();
        for (StoredVersion stored : answer.versions()) {
            String type = stored.answer().path("schemaType").asText("AVRO");
            if (!type.equals("AVRO")) {
                return new OneSubject(subject, Optional.empty(), List.of(), type);
            }
            versions.add(ImportedVersion.of(stored.answer().put("subject", subject), stored.deleted()));
        }
        return new OneSubject(subject, answer.config(), versions, null);
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

    /** The subject that a registry answers with in place of this one; empty when it is no alias. */
    Optional<String> aliasOf(String subject) {
        return Optional.ofNullable(settings.get(subject))
                .map(config -> config.path("alias").asText(""))
                .filter(alias -> !alias.isEmpty());
    }

    /** The level that a scope sets; empty when it sets none. */
    Optional<CompatibilityLevel> levelOf(String scope) {
        return Optional.ofNullable(settings.get(scope))
                .flatMap(config -> CompatibilityLevel.named(
                        config.path("compatibilityLevel").asText()));
    }
}
