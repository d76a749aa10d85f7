package dev.avenant.console.registry;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ConsoleSettings;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The subjects of the registry, read afresh at each call. Throws {@link RegistryAwayException} or {@link AccessRefusedException};
 * nobody retries.
 */
@Component
public class Subjects {

    private final RegistryClient registry;

    Subjects(ConsoleSettings settings) {
        this.registry = new HttpRegistryClient(settings.registryConnection());
    }

    /** Every subject with its latest version, by name. */
    public List<SubjectSummary> all() {
        return ask(() -> registry.subjects().stream()
                .sorted()
                .flatMap(name -> registry.latest(name).map(latest -> summaryOf(name, latest)).stream())
                .toList());
    }

    /** The compatibility level of subjects that set none. */
    public String globalLevel() {
        return ask(() -> registry.globalLevel().name());
    }

    /** One version of a subject, the latest when none is named; empty when it is not there. */
    public Optional<SubjectPage> page(String subject, @Nullable Integer version) {
        return ask(() -> (version == null ? registry.latest(subject) : registry.version(subject, version))
                .map(found -> pageOf(subject, found)));
    }

    private SubjectPage pageOf(String subject, RegisteredSchema found) {
        List<SubjectPage.Reference> references = found.referencesOrNone().stream()
                .map(reference -> new SubjectPage.Reference(reference.name(), reference.subject(), reference.version()))
                .toList();
        return new SubjectPage(
                subject,
                registry.versions(subject),
                numberOf(found.version()),
                numberOf(found.id()),
                registry.level(subject)
                        .map(CompatibilityLevel::name)
                        .orElseGet(() -> registry.globalLevel().name()),
                references,
                SchemaView.of(textOf(found)));
    }

    private static SubjectSummary summaryOf(String name, RegisteredSchema latest) {
        return new SubjectSummary(
                name, SchemaView.of(textOf(latest)).recordName(), numberOf(latest.version()), numberOf(latest.id()));
    }

    private static String textOf(RegisteredSchema schema) {
        return schema.schema() == null ? "" : schema.schema();
    }

    private static int numberOf(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (RegistryException failed) {
            String message = failed.getMessage() == null ? failed.kind().name() : failed.getMessage();
            throw failed.kind() == RegistryException.Kind.REFUSED
                    ? new AccessRefusedException(message, "avenant.console.registry", failed)
                    : new RegistryAwayException(message, failed);
        }
    }
}
