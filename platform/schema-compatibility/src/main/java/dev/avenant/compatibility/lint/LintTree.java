package dev.avenant.compatibility.lint;

import dev.avenant.finding.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas that are looked at together, with what several rules ask of them. Not changed once it is made. */
final class LintTree {
    private final List<LintTarget> targets;
    private final IdentityHashMap<LintTarget, SchemaParts> parts = new IdentityHashMap<>();
    private final Map<String, List<Definition>> definedIn = new HashMap<>();
    private final Map<String, LintTarget> sharedByName = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    LintTree(List<LintTarget> targets) {
        this.targets = targets;
        for (LintTarget target : targets) {
            SchemaParts of = SchemaParts.of(target);
            parts.put(target, of);
            for (SchemaParts.Type type : of.named()) {
                definedIn
                        .computeIfAbsent(type.schema().getFullName(), name -> new ArrayList<>())
                        .add(new Definition(target, type.schema()));
            }
            used.addAll(of.references());
            if (!target.event()) {
                sharedByName.put(target.schema().getName(), target);
            }
        }
    }

    List<LintTarget> targets() {
        return targets;
    }

    SchemaParts partsOf(LintTarget target) {
        SchemaParts known = parts.get(target);
        return known == null ? SchemaParts.of(target) : known;
    }

    /** Where a type is defined, once for each schema that does, in the order of the targets. */
    record Definition(LintTarget target, Schema schema) {
        private static final Pattern NUMBER = Pattern.compile("[_.-]?[vV]?[0-9]+");
        private static final Pattern VERSION_FILE = Pattern.compile("v[0-9]+[.]avsc");

        /** The file, or what the schema is called when there is none. */
        String place() {
            SourceLocation location = location();
            return location == null ? target.folder() : location.toString();
        }

        /** Whether the type stands at the same place as another, or in a version of the same file. */
        boolean isBeside(Definition other) {
            SourceLocation here = location();
            SourceLocation there = other.location();
            if (here == null || there == null) {
                return target.folder().equals(other.target.folder());
            }
            return here.equals(there) || areVersions(here.file(), there.file());
        }

        /** {@code Order.avsc} and {@code OrderV2.avsc}, of which each defines all that it needs. */
        private static boolean areVersions(String file, String other) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            return !VERSION_FILE.matcher(name).matches()
                    && NUMBER.matcher(file)
                            .replaceAll("")
                            .equals(NUMBER.matcher(other).replaceAll(""));
        }

        private @Nullable SourceLocation location() {
            return target.current().locationOf(schema.getFullName());
        }
    }

    List<Definition> definitionsOf(String fullName) {
        return definedIn.getOrDefault(fullName, List.of());
    }

    Map<String, LintTarget> sharedByName() {
        return sharedByName;
    }

    /** Whether some other schema refers to the type. */
    boolean isUsed(String fullName) {
        return used.contains(fullName);
    }
}
