package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.gate.NamedVersions;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schemas of an earlier state by their full names, read when the first is asked for. */
public final class DiscoveredVersions implements NamedVersions {
    private final Supplier<EarlierSchemas> earlier;
    private @Nullable EarlierSchemas read;

    public DiscoveredVersions(Supplier<EarlierSchemas> earlier) {
        this.earlier = earlier;
    }

    private synchronized EarlierSchemas earlier() {
        if (read == null) {
            read = earlier.get();
        }
        return read;
    }

    @Override
    public boolean isEmpty() {
        return earlier().schemas().isEmptyIn(path -> true);
    }

    /** Where several files that are no versions of each other have the name, those with the most versions come last. */
    @Override
    public synchronized List<Released> versionsOf(String fullName) {
        EarlierSchemas state = earlier();
        return state.schemas().versions().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(fullName))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(List::size))
                .flatMap(List::stream)
                .flatMap(schema -> released(state, schema))
                .toList();
    }

    private static Stream<Released> released(EarlierSchemas state, FoundSchema schema) {
        try {
            return Stream.of(new Released(
                    state.label() + ":" + schema.path(), state.schemas().resolve(schema)));
        } catch (SchemaSyntaxException wasNoSchema) {
            return Stream.empty();
        }
    }
}
