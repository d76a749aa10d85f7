package dev.avenant.registry.logical;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the declared types a text is about, when it does not say so. */
final class Roots {

    private Roots() {}

    /**
     * Those that no other one uses and that are nested in none.
     *
     * @param uses what each declared type uses
     */
    static List<String> of(Map<String, Set<String>> uses) {
        Set<String> roots = new LinkedHashSet<>(uses.keySet());
        uses.forEach((name, used) ->
                used.stream().filter(other -> !other.equals(name)).forEach(roots::remove));
        roots.removeIf(name -> !Words.parent(name, uses.keySet()).isEmpty());
        return List.copyOf(roots);
    }
}
