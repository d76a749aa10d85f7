package dev.avenant.registry.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes nothing that clients see. With a value it says how far ids had come and that no record before it is uncommitted:
 * only a leader that has written every uncommitted record again writes that. Confluent's registry writes it without one.
 *
 * @param highestIds the highest id of each context
 */
public record NoopRecord(Map<String, Integer> highestIds) implements RegistryRecord {

    /** The one key of these records. */
    public static final String KEY = RecordFields.key(RecordType.NOOP, null);

    private static final String HIGHEST_IDS = "highestIds";

    public NoopRecord {
        highestIds = Map.copyOf(highestIds);
    }

    static RegistryRecord read(@Nullable RecordFields value) {
        return new NoopRecord(value == null ? Map.of() : value.numbers(HIGHEST_IDS));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public @Nullable String value() {
        if (highestIds.isEmpty()) {
            return null;
        }
        ObjectNode value = RecordFields.JSON.createObjectNode();
        value.set(HIGHEST_IDS, RecordFields.JSON.valueToTree(highestIds));
        return value.toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        highestIds.forEach(state::raiseHighestId);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of();
    }
}
