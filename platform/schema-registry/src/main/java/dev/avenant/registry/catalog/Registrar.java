package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Registers schemas: finds them, checks them against earlier versions, gives them ids and versions. */
public final class Registrar {

    private final Catalog catalog;
    private final Journal journal;
    private final AvroSchemas schemas;
    private final Finder finder;
    private final Compatibility compatibility;
    private final Map<String, Integer> lastIds = new HashMap<>();

    public Registrar(Catalog catalog, Journal journal, AvroSchemas schemas, Finder finder) {
        this.catalog = catalog;
        this.journal = journal;
        this.schemas = schemas;
        this.finder = finder;
        this.compatibility = new Compatibility(schemas);
    }

    /** The version that holds a schema, a new one if there is none. */
    public Finder.Found register(Registration asked) {
        if (!QualifiedSubject.isValid(asked.subject())) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SUBJECT, asked.subject());
        }
        boolean imports = asked.hasId() && catalog.modeInScope(asked.subject()) == Mode.IMPORT;
        Registration wanted = imports ? asked : asked.withVersionInMetadata();
        if (wanted.content().text().isBlank()) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SCHEMA, "Empty schema");
        }
        SubjectConfig config = catalog.configInScope(wanted.subject());
        AvroSchemas.Parsed parsed = schemas.parse(
                wanted.subject(), wanted.id(), wanted.content(), wanted.normalize() || config.normalizes(), false);
        Optional<Finder.Found> known = known(wanted, parsed, config);
        return known.orElseGet(() -> journal.write(new Journal.Change<>(() -> plan(wanted, parsed), imports)));
    }

    private Optional<Finder.Found> known(Registration wanted, AvroSchemas.Parsed parsed, SubjectConfig config) {
        return finder.find(wanted.subject(), parsed, config, false)
                .filter(found -> !wanted.hasId() || found.version().id() == wanted.requestedId())
                .filter(found -> !wanted.hasId()
                        || !wanted.hasVersion()
                        || found.version().version() == wanted.requestedVersion());
    }

    private Journal.Plan<Finder.Found> plan(Registration wanted, AvroSchemas.Parsed parsed) {
        String subject = wanted.subject();
        SubjectConfig config = catalog.configInScope(subject);
        Optional<Finder.Found> known = known(wanted, parsed, config);
        if (known.isPresent()) {
            return Journal.Plan.of(known.get());
        }
        requireMode(wanted);
        int next = nextVersion(subject);
        if (wanted.hasId()) {
            return planImport(wanted, parsed.content(), wanted.hasVersion() ? wanted.requestedVersion() : next);
        }
        SchemaContent content = numbered(
                Finder.populate(
                        config, parsed.content(), catalog.latest(subject).orElse(null)),
                next);
        if (wanted.hasVersion() && wanted.requestedVersion() != next) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SCHEMA, "Version is not one more than previous version");
        }
        if (!wanted.force()) {
            List<String> against = check(config, parsed, content, catalog.versions(subject, Catalog.Which.ACTIVE));
            if (!against.isEmpty()) {
                throw RegistryFault.of(RegistryErrorCode.INCOMPATIBLE_SCHEMA, subject, against);
            }
        }
        String context = QualifiedSubject.of(subject).context();
        UUID guid = content.guid();
        int id = catalog.idOf(context, guid).orElseGet(() -> nextId(context));
        return recorded(subject, next, id, content, guid);
    }

    private static SchemaContent numbered(SchemaContent content, int version) {
        Metadata metadata = content.metadata();
        return metadata == null || metadata.property(Finder.VERSION_PROPERTY) == null
                ? content
                : content.with(
                        metadata.withProperty(Finder.VERSION_PROPERTY, Integer.toString(version)), content.ruleSet());
    }

    private void requireMode(Registration wanted) {
        Mode mode = catalog.modeInScope(wanted.subject());
        Permissions.requireWritable(catalog, wanted.subject());
        if (wanted.hasId() && mode != Mode.IMPORT) {
            throw Permissions.notPermitted(wanted.subject(), "is not in import mode");
        }
        if (!wanted.hasId() && mode != Mode.READWRITE) {
            throw Permissions.notPermitted(wanted.subject(), "is not in read-write mode");
        }
    }

    private Journal.Plan<Finder.Found> planImport(Registration wanted, SchemaContent content, int version) {
        QualifiedSubject name = QualifiedSubject.of(wanted.subject());
        int id = wanted.requestedId();
        UUID guid = content.guid();
        boolean other = catalog.users(name.context(), id).stream()
                .anyMatch(user -> !user.guid().equals(guid));
        if (other) {
            throw RegistryFault.of(
                    RegistryErrorCode.OPERATION_NOT_PERMITTED,
                    "Overwrite new schema with id " + id + " in context " + name.contextPrefix()
                            + " is not permitted.");
        }
        return recorded(wanted.subject(), version, id, content, guid);
    }

    private Journal.Plan<Finder.Found> recorded(String subject, int version, int id, SchemaContent content, UUID guid) {
        QualifiedSubject name = QualifiedSubject.of(subject);
        List<RegistryRecord> records = new ArrayList<>();
        if (!catalog.contexts().contains(name.context())) {
            records.add(new RegistryRecord.ContextSet(name.context(), true));
        }
        // The row that a soft delete left gives way to the new one.
        for (SchemaVersion row : catalog.versions(subject, Catalog.Which.DELETED)) {
            if (row.guid().equals(guid) && row.version() != version) {
                records.add(new RegistryRecord.SchemaTombstone(subject, row.version()));
            }
        }
        records.add(new RegistryRecord.SchemaRecord(subject, version, id, content, false));
        SchemaVersion result = new SchemaVersion(subject, version, id, guid, content, 0, false);
        return new Journal.Plan<>(
                records, new Finder.Found(result, false), Set.of("s" + subject, "g" + name.context() + guid));
    }

    /** Never gives an id twice, even when the write that takes it fails. */
    private int nextId(String context) {
        return lastIds.merge(context, catalog.highestId(context) + 1, (last, fresh) -> Math.max(last + 1, fresh));
    }

    private int nextVersion(String subject) {
        List<SchemaVersion> all = catalog.versions(subject, Catalog.Which.ALL);
        return all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
    }

    /**
     * What stands against a schema.
     *
     * @param number the version to compare with; null compares with those that the level says
     */
    public List<String> check(Registration wanted, @Nullable List<SchemaVersion> number) {
        SubjectConfig config = catalog.configInScope(wanted.subject());
        if (wanted.content().text().isBlank()) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SCHEMA, "Empty schema");
        }
        AvroSchemas.Parsed parsed = schemas.parse(
                wanted.subject(), wanted.id(), wanted.content(), wanted.normalize() || config.normalizes(), false);
        List<SchemaVersion> earlier =
                number == null ? catalog.versions(wanted.subject(), Catalog.Which.ACTIVE) : number;
        return check(config, parsed, parsed.content(), earlier);
    }

    /** The schema that a registration is about. */
    public Schema read(Registration wanted) {
        SubjectConfig config = catalog.configInScope(wanted.subject());
        return schemas.parse(
                        wanted.subject(),
                        wanted.id(),
                        wanted.content(),
                        wanted.normalize() || config.normalizes(),
                        false)
                .schema();
    }

    private List<String> check(
            SubjectConfig config, AvroSchemas.Parsed parsed, SchemaContent content, List<SchemaVersion> earlier) {
        CompatibilityLevel level = config.levelOr(catalog.serverLevel());
        return compatibility.check(config, level, parsed.schema(), inGroup(config, content, earlier));
    }

    private static List<SchemaVersion> inGroup(
            SubjectConfig config, SchemaContent content, List<SchemaVersion> earlier) {
        String group = config.compatibilityGroup();
        if (group == null || group.isEmpty()) {
            return earlier;
        }
        String own = content.metadata() == null ? null : content.metadata().property(group);
        return earlier.stream()
                .filter(version -> Objects.equals(
                        own,
                        version.content().metadata() == null
                                ? null
                                : version.content().metadata().property(group)))
                .toList();
    }
}
