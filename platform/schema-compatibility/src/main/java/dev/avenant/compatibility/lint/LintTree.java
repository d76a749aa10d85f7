package dev.avenant.compatibility.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas that are looked at together, with what several rules ask of them. */
final class LintTree {
    private final List<LintTarget> targets;
    private final IdentityHashMap<LintTarget, SchemaParts> parts = new IdentityHashMap<>();
    private final Map<String, List<LintTarget>> definedIn = new HashMap<>();
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
                        .add(target);
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
        return parts.computeIfAbsent(target, SchemaParts::of);
    }

    List<LintTarget> definitionsOf(String fullName) {
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
