package dev.avenant.console.api;

import dev.avenant.console.registry.SchemaById;
import dev.avenant.console.registry.SchemaChanges;
import dev.avenant.console.registry.SubjectSummary;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.registry.Trial;
import dev.avenant.console.registry.VersionDiff;
import dev.avenant.console.registry.VersionLink;
import dev.avenant.console.registry.VersionPage;
import dev.avenant.console.registry.VersionReader;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.operations.registry.ListedVersion;
import dev.avenant.operations.registry.SubjectSearch;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Subjects, their versions, what changed between two, what another schema would change, and ids. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Registry")
class SubjectApi {

    private final Subjects subjects;
    private final VersionReader versions;
    private final SchemaChanges changes;

    SubjectApi(Subjects subjects, VersionReader versions, SchemaChanges changes) {
        this.subjects = subjects;
        this.versions = versions;
        this.changes = changes;
    }

    /** A subject in a list. */
    record SubjectItem(String name, String recordName, int version, int id, List<SubjectSearch.Match> matches) {
        static SubjectItem of(SubjectSummary subject) {
            return new SubjectItem(
                    subject.name(), subject.recordName(), subject.latestVersion(), subject.id(), subject.matches());
        }
    }

    /** A version that uses another one, or has the schema of an id. */
    record VersionRef(String subject, int version) {
        static List<VersionRef> of(List<VersionLink> links) {
            return links.stream()
                    .map(link -> new VersionRef(link.subject(), link.version()))
                    .toList();
        }
    }

    /** A version of a subject. */
    record Version(
            String subject,
            List<Integer> versions,
            int version,
            int id,
            @Nullable String guid,
            String schemaType,
            String level,
            boolean ownLevel,
            String mode,
            List<SchemaReference> references,
            List<VersionRef> referencedBy,
            int moreUsers,
            String schema,
            @Nullable String example,
            VersionPage.@Nullable Step step) {
        static Version of(VersionPage page) {
            return new Version(
                    page.subject(),
                    page.versions(),
                    page.version(),
                    page.id(),
                    page.guid(),
                    page.schemaType(),
                    page.level(),
                    page.isOwnLevel(),
                    page.mode(),
                    page.refersTo(),
                    VersionRef.of(page.referencedBy()),
                    page.moreUsers(),
                    page.schema().text(),
                    page.example(),
                    page.step());
        }
    }

    /** The schema of an id. */
    record SchemaOfId(
            int id, String schemaType, String schema, List<SchemaReference> references, List<VersionRef> uses) {
        static SchemaOfId of(SchemaById found) {
            return new SchemaOfId(
                    found.id(),
                    found.schemaType(),
                    found.schema().text(),
                    found.refersTo(),
                    VersionRef.of(found.uses()));
        }
    }

    /** A schema that is tried. */
    record Candidate(String schema) {

        /** What lacks it is no body that the description has. */
        Candidate {
            Objects.requireNonNull(schema, "schema");
        }
    }

    @GetMapping("/subjects")
    @Operation(summary = "List the subjects, or those that have each word of a text")
    CursorPage<SubjectItem> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        return CursorPage.of(subjects.search(q), SubjectSummary::name, cursor, limit)
                .map(SubjectItem::of);
    }

    @GetMapping("/subjects/{subject}")
    @Operation(summary = "Show a version of a subject, the latest unless another is named")
    Version version(@PathVariable String subject, @RequestParam @Nullable Integer version) {
        return Version.of(found(subject, version));
    }

    @GetMapping("/subjects/{subject}/versions")
    @Operation(
            summary = "List the versions of a subject that are not deleted, the oldest first",
            description = "With what they refer to, and how many schemas refer to them.")
    CursorPage<ListedVersion> versions(
            @PathVariable String subject,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        List<RegisteredSchema> all =
                versions.versions(subject).orElseThrow(() -> new NothingHereException("problem.no-subject", subject));
        return CursorPage.of(
                        all,
                        version -> String.valueOf(ListedVersion.numberOf(version)),
                        Integer::valueOf,
                        Comparator.<Integer>naturalOrder(),
                        cursor,
                        limit)
                .map(versions::listed);
    }

    @GetMapping("/subjects/{subject}/diff")
    @Operation(summary = "Compare two versions, with the verdict of each level and the record that shows each finding")
    VersionDiff diff(@PathVariable String subject, @RequestParam int from, @RequestParam int to) {
        return changes.between(subject, from, to, Locale.ROOT)
                .orElseThrow(() -> new NothingHereException("problem.no-version", subject, from + ", " + to));
    }

    @PostMapping(path = "/subjects/{subject}/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Try a schema as the next version of a subject", description = "Nothing is registered.")
    Trial check(@PathVariable String subject, @RequestBody Candidate candidate) {
        return changes.tryNext(subject, candidate.schema(), Locale.ROOT)
                .orElseThrow(() -> new NothingHereException("problem.no-subject", subject));
    }

    @GetMapping("/schemas/{id}")
    @Operation(summary = "Show the schema of an id, and the versions that have it")
    SchemaOfId schema(@PathVariable int id, @RequestParam @Nullable String subject) {
        return versions.byId(id, subject)
                .map(SchemaOfId::of)
                .orElseThrow(() -> new NothingHereException("problem.no-id", String.valueOf(id)));
    }

    private VersionPage found(String subject, @Nullable Integer version) {
        return versions.page(subject, version)
                .orElseThrow(() -> version == null
                        ? new NothingHereException("problem.no-subject", subject)
                        : new NothingHereException("problem.no-version", subject, version));
    }
}
