package dev.avenant.compatibility.readers;

import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Avro implementations that read what is compared, of those whose outcomes are recorded.
 *
 * @param names recorded readers, such as {@code java-1.12.2}, in the order of the record; empty when none is declared, and
 *     then the verdicts are those of the Avro that the comparison itself runs on
 */
public record DeclaredReaders(List<String> names) {
    private static final DeclaredReaders NONE = new DeclaredReaders(List.of());

    public DeclaredReaders {
        names = List.copyOf(names);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeclaredReaders readers && names.equals(readers.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /**
     * Declared readers of which one does something.
     *
     * @param readers those that do
     * @param shown what one of them answered
     */
    public record Affected(List<String> readers, String shown) {
        public Affected {
            readers = List.copyOf(readers);
        }
    }

    /** No reader is declared. */
    public static DeclaredReaders none() {
        return NONE;
    }

    /**
     * The readers of those names: {@code java-1.12.2} is one, {@code java-1.12} every recorded release of that line, and
     * {@code java} every recorded release.
     *
     * @throws IllegalArgumentException with a sentence for whoever wrote a name that is not recorded
     */
    public static DeclaredReaders named(Collection<String> names) {
        List<String> recorded = ReaderOutcomes.recorded().readers();
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            List<String> meant = recorded.stream()
                    .filter(reader -> reader.equals(name)
                            || reader.startsWith(name + ".")
                            || (reader.startsWith(name + "-") && Character.isDigit(reader.charAt(name.length() + 1))))
                    .toList();
            if (meant.isEmpty()) {
                throw new IllegalArgumentException("Expected a reader that is recorded (" + String.join(", ", recorded)
                        + ", or the beginning of one such as java-1.12) but found \"" + name + "\".");
            }
            all.addAll(meant);
        }
        return new DeclaredReaders(recorded.stream().filter(all::contains).toList());
    }

    /** These and those. */
    public DeclaredReaders and(DeclaredReaders others) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(others.names);
        return new DeclaredReaders(ReaderOutcomes.recorded().readers().stream()
                .filter(all::contains)
                .toList());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether one of them is Avro for Java, or reads with it. */
    public boolean hasJava() {
        return names.stream().anyMatch(name -> name.startsWith("java-") || name.equals("avenant"));
    }

    /** Those that a kind of change has that effect on, and what one of them answered; no readers when there are none. */
    public Affected affected(ChangeKind kind, Verdict effect) {
        List<String> readers = new ArrayList<>();
        String shown = "";
        for (String name : names) {
            ReaderOutcomes.Outcome outcome = ReaderOutcomes.recorded().of(kind, name);
            if (outcome.verdict() == effect) {
                readers.add(name);
                shown = shown.isEmpty() ? outcome.shown() : shown;
            }
        }
        return new Affected(readers, shown);
    }
}
