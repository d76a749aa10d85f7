package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import java.util.List;

/** Earlier versions of schemas by their full names, wherever they stood. */
public interface NamedVersions {
    /** No schema of any name. */
    NamedVersions NONE = new NamedVersions() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public List<Released> versionsOf(String fullName) {
            return List.of();
        }
    };

    /** Whether there is no schema of any name. */
    boolean isEmpty();

    /** The versions of a schema, the latest last; none when there was none of that name. */
    List<Released> versionsOf(String fullName);
}
