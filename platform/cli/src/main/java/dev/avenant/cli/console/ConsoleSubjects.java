package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import dev.avenant.operations.OperationException;
import dev.avenant.operations.registry.DescribedVersion;
import dev.avenant.operations.registry.ListedVersion;
import dev.avenant.operations.registry.SubjectSearch;
import dev.avenant.operations.registry.VersionUse;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subjects as a console shows them to whoever signs in. */
public final class ConsoleSubjects {
    private static final String SUBJECTS = "subjects";

    private final ConsoleClient console;

    public ConsoleSubjects(ConsoleClient console) {
        this.console = console;
    }

    /** Those that may be seen and have each word of a text, by name. */
    public List<SubjectSearch.Found> find(String text) {
        return console.all(
                "/subjects",
                Map.of("q", text),
                subject -> new SubjectSearch.Found(
                        subject.text("name"),
                        subject.text("recordName"),
                        subject.integer("version"),
                        subject.integer("id"),
                        subject.items("matches").stream()
                                .map(match -> new SubjectSearch.Match(
                                        match.text("kind"), match.text("place"), match.text("text")))
                                .toList()));
    }

    /** The versions of a subject that are not deleted, the oldest first. */
    public List<ListedVersion> versions(String subject) {
        return console.all(
                path(SUBJECTS, subject, "versions"),
                Map.of(),
                version -> new ListedVersion(
                        version.integer("version"),
                        version.integer("id"),
                        version.textOrNull("guid"),
                        version.text("schemaType"),
                        references(version),
                        version.integer("referredToBy")));
    }

    /**
     * A version of a subject.
     *
     * @param example a record of it in Avro's JSON; null when there is none that is small enough
     */
    public record Version(
            DescribedVersion described, @Nullable String example) {}

    /** The latest version of a subject. */
    public Version latest(String subject) {
        return version(console.get(path(SUBJECTS, subject), Map.of()));
    }

    /** A version of a subject; empty when it has none of that number. */
    public Optional<Version> version(String subject, int number) {
        return Optional.ofNullable(console.find(path(SUBJECTS, subject), Map.of("version", String.valueOf(number))))
                .map(ConsoleSubjects::version);
    }

    private static Version version(ConsoleAnswer version) {
        return new Version(
                new DescribedVersion(
                        new RegisteredSchema(
                                version.text("subject"),
                                Integer.valueOf(version.integer("version")),
                                Integer.valueOf(version.integer("id")),
                                version.textOrNull("guid"),
                                version.text("schemaType"),
                                references(version),
                                version.text("schema"),
                                null),
                        version.integers("versions"),
                        version.text("level"),
                        version.flag("ownLevel"),
                        version.text("mode"),
                        subjectVersions(version, "referencedBy"),
                        version.integer("moreUsers")),
                version.textOrNull("example"));
    }

    /**
     * The schema of an id.
     *
     * @param uses the versions that have it, by subject
     */
    public record OfId(RegisteredSchema schema, List<SubjectVersion> uses) {}

    /**
     * The schema of an id.
     *
     * @param subject one of the context that the id is of; null for the default one
     */
    public OfId ofId(int id, @Nullable String subject) {
        ConsoleAnswer found = console.get(
                path("schemas", String.valueOf(id)), subject == null ? Map.of() : Map.of("subject", subject));
        return new OfId(
                new RegisteredSchema(
                        null,
                        null,
                        Integer.valueOf(id),
                        null,
                        found.text("schemaType"),
                        references(found),
                        found.text("schema"),
                        null),
                subjectVersions(found, "uses"));
    }

    /**
     * Who uses a subject.
     *
     * @param topics that were looked at
     * @param searched how many records were
     * @param versions the newest first
     */
    public record Usage(List<String> topics, long searched, List<VersionUse> versions) {}

    /**
     * Who uses a subject. The console reads on in a long topic each time that it is asked, until all records were looked at.
     *
     * @throws OperationException if Kafka does not answer the console
     */
    public Usage usage(String subject) {
        String path = path(SUBJECTS, subject, "usage");
        long before = -1;
        while (true) {
            ConsoleAnswer found = console.get(path, Map.of());
            String away = found.textOrNull("away");
            if (away != null) {
                throw OperationException.couldNotRun(console.name() + " could not look at the records: " + away);
            }
            long searched = found.number("searched");
            if (found.flag("isWhole")) {
                return new Usage(
                        found.texts("topics"),
                        searched,
                        found.items("versions").stream()
                                .map(ConsoleSubjects::use)
                                .toList());
            }
            if (searched == before) {
                throw OperationException.couldNotRun(console.name() + " looked at " + searched + " of "
                        + found.number("total") + " records and gets no further. Try again later.");
            }
            before = searched;
        }
    }

    private static VersionUse use(ConsoleAnswer version) {
        return new VersionUse(
                version.integer("version"),
                version.integer("id"),
                version.items("places").stream()
                        .map(place -> new VersionUse.Place(
                                place.text("topic"),
                                place.integer("partition"),
                                place.number("records"),
                                place.flag("isAtMost"),
                                place.number("last")))
                        .toList(),
                version.texts("sources"),
                version.items("behind").stream()
                        .map(behind -> new VersionUse.Behind(behind.text("group"), behind.text("topic")))
                        .toList(),
                version.integer("users"),
                version.parsedTexts("reasons", VersionUse.Reason::valueOf));
    }

    private static List<SchemaReference> references(ConsoleAnswer version) {
        return version.items("references").stream()
                .map(reference -> new SchemaReference(
                        reference.text("name"), reference.text("subject"), reference.integer("version")))
                .toList();
    }

    private static List<SubjectVersion> subjectVersions(ConsoleAnswer version, String name) {
        return version.items(name).stream()
                .map(each -> new SubjectVersion(each.text("subject"), each.integer("version")))
                .toList();
    }
}
