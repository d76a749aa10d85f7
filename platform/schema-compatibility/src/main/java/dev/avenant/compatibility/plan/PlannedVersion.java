package dev.avenant.compatibility.plan;

import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * One schema on the way, which may be released after those before it, and what it asks of people.
 *
 * @param label {@code v3}
 * @param text the file
 * @param edits what is edited in the schema
 * @param readers what those who read do about it
 * @param writers what those who write do about it
 * @param retires whether something goes with it that was there before
 */
record PlannedVersion(
        String label,
        String text,
        List<Sentence> edits,
        List<Sentence> readers,
        List<Sentence> writers,
        boolean retires) {
    PlannedVersion {
        edits = List.copyOf(edits);
        readers = List.copyOf(readers);
        writers = List.copyOf(writers);
    }

    /** What is noted while a version is made. */
    static final class Notes {
        private final List<Sentence> edits = new ArrayList<>();
        private final List<Sentence> readers = new ArrayList<>();
        private final List<Sentence> writers = new ArrayList<>();
        private boolean retires;

        Notes edit(String key, Object... arguments) {
            edits.add(PlanText.of(key, arguments));
            return this;
        }

        Notes readers(String key, Object... arguments) {
            readers.add(PlanText.of(key, arguments));
            return this;
        }

        Notes writers(String key, Object... arguments) {
            writers.add(PlanText.of(key, arguments));
            return this;
        }

        void removed(String name) {
            retires = true;
            edit("removed", name).readers("removed.readers", name).writers("removed.writers", name);
        }

        PlannedVersion version(String label, String text) {
            return new PlannedVersion(label, text, edits, readers, writers, retires);
        }
    }
}
