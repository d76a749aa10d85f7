package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.files.ContractFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The schemas of some files in their newest versions, to be paired with those of others by their full names. */
public final class SchemaSet {
    private final DiscoveredSchemas schemas;
    private final Map<SchemaKey, Member> members = new LinkedHashMap<>();
    private final List<String> problems;

    /** A schema of a set. */
    public final class Member {
        private final FoundSchema schema;

        private Member(FoundSchema schema) {
            this.schema = schema;
        }

        /** The full name; for a schema without one, its file's path. */
        public String name() {
            return schema.name();
        }

        /** What messages call its file. */
        public String file() {
            return schema.source().file();
        }

        /** The types that it refers to and no file defines. */
        public List<String> missingTypes() {
            return schemas.missing(schema);
        }

        /**
         * The schema with the types that it refers to.
         *
         * @throws dev.avenant.schema.SchemaSyntaxException when one of them is not there, or Avro refuses the schema
         */
        public ComparedSchema resolve() {
            return schemas.resolve(schema);
        }
    }

    /** The same schema in two sets. */
    public record Pair(Member older, Member newer) {}

    /**
     * Two sets side by side.
     *
     * @param gone those of the first that the second does not have
     * @param added those of the second that the first does not have
     */
    public record Pairs(List<Pair> pairs, List<Member> gone, List<Member> added) {}

    private SchemaSet(DiscoveredSchemas schemas, Predicate<String> own) {
        this.schemas = schemas;
        schemas.versions().forEach((key, versions) -> {
            FoundSchema newest = versions.get(versions.size() - 1);
            if (own.test(newest.path())) {
                members.put(key, new Member(newest));
            }
        });
        this.problems = schemas.problems().stream()
                .filter(problem -> own.test(problem.contract()))
                .map(problem -> problem.location() + ": " + problem.message()
                        + problem.fix().map(fix -> " " + fix).orElse(""))
                .toList();
    }

    /**
     * Reads schemas.
     *
     * @param own which files are of the set; others serve for references
     */
    public static SchemaSet read(ContractFiles files, Predicate<String> own) {
        return new SchemaSet(DiscoveredSchemas.read(files), own);
    }

    /** The schemas in the order of their files. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** What is wrong with files that could not be read, each a sentence with its place. */
    public List<String> problems() {
        return problems;
    }

    /** Whether the type is in the set, if only within another, with which it is compared. */
    private boolean defines(Member type) {
        return members.values().stream()
                .anyMatch(member -> member.schema.source().definitions().contains(type.name()));
    }

    /** Pairs the schemas of two sets: by name; and in files of one path, of which one type is new and one gone, those. */
    public static Pairs pair(SchemaSet older, SchemaSet newer) {
        Counterparts counterparts = new Counterparts(newer.members.keySet(), older.members.keySet());
        List<Pair> pairs = new ArrayList<>();
        List<Member> added = new ArrayList<>();
        newer.members.forEach((key, member) -> {
            Optional<Member> before = counterparts.of(key).map(older.members::get);
            if (before.isPresent()) {
                pairs.add(new Pair(before.get(), member));
            } else if (!older.defines(member)) {
                added.add(member);
            }
        });
        List<Member> gone = older.members.entrySet().stream()
                .filter(entry -> counterparts.gone().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(member -> !newer.defines(member))
                .toList();
        return new Pairs(pairs, gone, added);
    }
}
