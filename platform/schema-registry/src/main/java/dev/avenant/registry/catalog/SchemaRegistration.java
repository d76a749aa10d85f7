package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Registers schemas: finds them, checks them against earlier versions, gives them ids and versions. */
public final class SchemaRegistration {

    private final Catalog catalog;
    private final RegistryCoordinator coordinator;
    private final AvroSchemas schemas;
    private final SchemaLookup lookup;
    private final CompatibilityChecker compatibility;
    private final Map<String, Integer> lastIds = new HashMap<>();

    public SchemaRegistration(
            Catalog catalog, RegistryCoordinator coordinator, AvroSchemas schemas, SchemaLookup lookup) {
        this.catalog = catalog;
        this.coordinator = coordinator;
        this.schemas = schemas;
        this.lookup = lookup;
        this.compatibility = new CompatibilityChecker(schemas, catalog.defaults());
    }

    /** The version that holds a schema, a new one if there is none. */
    public SchemaLookup.Found register(RegistrationRequest asked) {
        if (!QualifiedSubject.isValid(asked.subject())) {
            throw RestException.of(RegistryErrorCode.INVALID_SUBJECT, asked.subject());
        }
        RegistrationRequest wanted = tagged(asked);
        return known(wanted)
                .orElseGet(() -> coordinator.write(new WriteOperation<>(() -> generate(wanted), wanted.hasId())));
    }

    /** Throws what {@link #register} would throw for a schema that nobody registered yet, and registers nothing. */
    void checkRegistrable(RegistrationRequest asked) {
        RegistrationRequest wanted = tagged(asked);
        requireNoStrongReference(wanted);
        List<String> against = check(wanted, null);
        if (!against.isEmpty()) {
            throw RestException.of(RegistryErrorCode.INCOMPATIBLE_SCHEMA, wanted.subject(), against);
        }
    }

    /** A subject that lives and dies with a resource is nobody else's. */
    private void requireNoStrongReference(RegistrationRequest wanted) {
        List<String> referenced = wanted.referencedSubjects();
        if (referenced.isEmpty()) {
            return;
        }
        Set<String> owned = catalog.associations().values().stream()
                .filter(ResourceAssociation::isStrong)
                .map(ResourceAssociation::subject)
                .collect(Collectors.toSet());
        for (String subject : referenced) {
            if (owned.contains(subject)) {
                throw RestException.of(
                        RegistryErrorCode.OPERATION_NOT_PERMITTED,
                        "Subject '" + subject + "' has a strong association and cannot be referenced");
            }
        }
    }

    private RegistrationRequest tagged(RegistrationRequest asked) {
        if (!asked.options().tags().changes()) {
            return asked;
        }
        AvroSchemas.Parsed parsed = schemas.parse(asked, new AvroSchemas.ParseOptions(false, false));
        return asked.tagged(parsed.content().text());
    }

    /** Who sends a schema that is there gets it whatever the mode, as long as nothing is to be added to it. */
    private Optional<SchemaLookup.Found> known(RegistrationRequest wanted) {
        SubjectConfig config = catalog.configInScope(wanted.subject());
        RegistrationRequest.Tagging tags = wanted.options().tags();
        if (wanted.isBlank() || tags.changes() || tags.propagate() || config.populates()) {
            return Optional.empty();
        }
        if (!wanted.content().isAvro()) {
            return lookup.findForeign(wanted, false).filter(found -> hasWantedId(wanted, found.version()));
        }
        AvroSchemas.Parsed parsed = schemas.parse(wanted, parseOptions(wanted, config, false));
        if (wanted.requestedVersion() == -1) {
            return catalog.latest(wanted.subject())
                    .filter(latest -> lookup.holds(latest, parsed))
                    .map(latest -> new SchemaLookup.Found(latest, true))
                    .filter(found -> hasWantedId(wanted, found.version()));
        }
        Optional<SchemaLookup.Found> found =
                lookup.find(wanted.subject(), parsed, false).filter(one -> hasWantedId(wanted, one.version()));
        if (wanted.requestedVersion() == 0 || found.isEmpty()) {
            return found;
        }
        return wanted.hasId() ? ofVersion(wanted, found.get()) : Optional.empty();
    }

    private static boolean hasWantedId(RegistrationRequest wanted, SchemaVersion version) {
        return !wanted.hasId() || version.id() == wanted.requestedId();
    }

    /** The same schema may have been imported as several versions. */
    private Optional<SchemaLookup.Found> ofVersion(RegistrationRequest wanted, SchemaLookup.Found found) {
        if (found.version().version() == wanted.requestedVersion()) {
            return Optional.of(found);
        }
        return catalog.version(wanted.subject(), wanted.requestedVersion())
                .filter(other ->
                        !other.deleted() && other.guid().equals(found.version().guid()))
                .map(other -> new SchemaLookup.Found(other, true));
    }

    private AvroSchemas.ParseOptions parseOptions(RegistrationRequest wanted, SubjectConfig config, boolean fresh) {
        return new AvroSchemas.ParseOptions(
                fresh && catalog.defaults().validatesNewSchemas(config), catalog.normalizes(wanted, config));
    }

    private CoordinatorResult<SchemaLookup.Found> generate(RegistrationRequest wanted) {
        String subject = wanted.subject();
        requireMode(wanted);
        requireNoStrongReference(wanted);
        SubjectConfig config = catalog.configInScope(subject);
        List<SchemaVersion> earlier = catalog.versions(subject, LookupFilter.ACTIVE);
        int next = nextVersion(subject);
        boolean imported = catalog.modeInScope(subject).imports();
        RegistrationRequest populated = imported ? wanted : populated(wanted, config, earlier, next);
        if (populated.isBlank()) {
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, "Empty schema");
        }
        AvroSchemas.Parsed parsed = schemas.parse(populated, parseOptions(wanted, config, !wanted.hasId()));
        Optional<SchemaVersion> same = same(populated, parsed, earlier);
        if (same.isPresent()) {
            return CoordinatorResult.of(new SchemaLookup.Found(same.get(), false));
        }
        if (!imported && !wanted.options().force()) {
            List<String> against = check(config, parsed, earlier);
            if (!against.isEmpty()) {
                throw RestException.of(RegistryErrorCode.INCOMPATIBLE_SCHEMA, subject, against);
            }
        }
        int version = wanted.requestedVersion() > 0 ? wanted.requestedVersion() : next;
        if (!imported && version != next) {
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, "Version is not one more than previous version");
        }
        return recorded(subject, version, id(wanted, parsed.content()), parsed.content());
    }

    /** What the client left out comes from the version before and from the configuration. */
    private RegistrationRequest populated(
            RegistrationRequest wanted, SubjectConfig config, List<SchemaVersion> earlier, int version) {
        SchemaVersion before = earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        SchemaContent content = wanted.content();
        if (wanted.isBlank() && before != null && before.content().isAvro()) {
            content = content.withText(before.content().text(), before.content().references());
        }
        if (wanted.options().tags().propagate()
                && before != null
                && before.content().isAvro()
                && !content.text().isBlank()) {
            List<TaggedEntity> tags = InlineTags.of(schemas.parse(before).schema());
            content = content.withText(InlineTags.change(content.text(), tags, List.of()), content.references());
        }
        return wanted.with(MetadataDefaults.of(config, before).apply(content, version, wanted.requestedVersion() != 0));
    }

    /** The version that holds what was made of the request, unless that names a version of its own. */
    private Optional<SchemaVersion> same(
            RegistrationRequest wanted, AvroSchemas.Parsed parsed, List<SchemaVersion> earlier) {
        if (wanted.requestedVersion() != 0) {
            return Optional.empty();
        }
        UUID guid = parsed.content().guid();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            SchemaVersion version = earlier.get(i);
            if (hasWantedId(wanted, version)
                    && ((version.guid().equals(guid) && version.content().isAvro()) || lookup.holds(version, parsed))) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private void requireMode(RegistrationRequest wanted) {
        Mode mode = catalog.modeInScope(wanted.subject());
        ModeChecks.requireWritable(catalog, wanted.subject());
        if (wanted.hasId() && !mode.imports()) {
            throw ModeChecks.notPermitted(wanted.subject(), "is not in import mode");
        }
        if (!wanted.hasId() && mode != Mode.READWRITE) {
            throw ModeChecks.notPermitted(wanted.subject(), "is not in read-write mode");
        }
    }

    private int id(RegistrationRequest wanted, SchemaContent content) {
        QualifiedSubject name = QualifiedSubject.of(wanted.subject());
        UUID guid = content.guid();
        if (!wanted.hasId()) {
            return catalog.idOf(name.context(), guid).orElseGet(() -> nextId(name.context()));
        }
        int id = wanted.requestedId();
        boolean other = catalog.users(name.context(), id).stream()
                .anyMatch(user -> !user.guid().equals(guid));
        if (other) {
            throw RestException.of(
                    RegistryErrorCode.OPERATION_NOT_PERMITTED,
                    "Overwrite new schema with id " + id + " in context " + name.contextPrefix()
                            + " is not permitted.");
        }
        return id;
    }

    private CoordinatorResult<SchemaLookup.Found> recorded(String subject, int version, int id, SchemaContent content) {
        QualifiedSubject name = QualifiedSubject.of(subject);
        UUID guid = content.guid();
        List<RegistryRecord> records = new ArrayList<>();
        if (!catalog.contexts().contains(name.context())) {
            records.add(new ContextRecord(name.context(), true));
        }
        // The row that a soft delete left gives way to the new one, unless something refers to it.
        for (SchemaVersion row : catalog.versions(subject, LookupFilter.DELETED)) {
            boolean unused = catalog.referrers(subject, row.version(), true).isEmpty();
            if (row.id() == id && row.version() < version && unused) {
                records.add(new SchemaTombstone(subject, row.version()));
            }
        }
        records.add(new SchemaRecord(subject, version, id, content, false));
        SchemaVersion result = new SchemaVersion(subject, version, id, guid, content, 0, false);
        return new CoordinatorResult<>(
                records, new SchemaLookup.Found(result, false), Set.of("s" + subject, "g" + name.context() + guid));
    }

    /** Never gives an id twice, even when the write that takes it fails. */
    private int nextId(String context) {
        int highest = Math.max(catalog.highestId(context), lastIds.getOrDefault(context, 0));
        int id = next(highest, "id in context " + context);
        lastIds.put(context, id);
        return id;
    }

    private int nextVersion(String subject) {
        List<SchemaVersion> all = catalog.versions(subject, LookupFilter.ALL);
        return all.isEmpty() ? 1 : next(all.get(all.size() - 1).version(), "version of " + subject);
    }

    /** The number behind another; an import may have taken the highest that there is. */
    private static int next(int highest, String what) {
        if (highest == Integer.MAX_VALUE) {
            throw RestException.of(
                    RegistryErrorCode.OPERATION_NOT_PERMITTED,
                    "The highest " + what + " is " + highest + ", so there is none left");
        }
        return highest + 1;
    }

    /**
     * What stands against a schema.
     *
     * @param number the version to compare with; null compares with those that the level says
     */
    public List<String> check(RegistrationRequest wanted, @Nullable List<SchemaVersion> number) {
        SubjectConfig config = catalog.configInScope(wanted.subject());
        AvroSchemas.Parsed parsed = read(wanted, config);
        return check(config, parsed, number == null ? catalog.versions(wanted.subject(), LookupFilter.ACTIVE) : number);
    }

    /** The schema that a registration is about. */
    public Schema read(RegistrationRequest wanted) {
        return read(wanted, catalog.configInScope(wanted.subject())).schema();
    }

    private AvroSchemas.Parsed read(RegistrationRequest wanted, SubjectConfig config) {
        if (wanted.isBlank()) {
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, "Empty schema");
        }
        return schemas.parse(wanted, parseOptions(wanted, config, true));
    }

    private List<String> check(SubjectConfig config, AvroSchemas.Parsed parsed, List<SchemaVersion> earlier) {
        CompatibilityLevel level = config.levelOr(catalog.defaults().compatibilityLevel());
        try {
            return compatibility.check(config, level, parsed, earlier);
        } catch (StackOverflowError tooDeep) {
            // Each text is bounded, but not what the schemas that refer to each other come to.
            throw RestException.tooDeep();
        }
    }
}
