package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.ComparedSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One schema to look at: the newest version of an event or of a shared type.
 *
 * @param folder where it stands in the tree, such as {@code order-events/OrderPlaced}
 * @param current the newest version
 * @param history the versions before it, the latest last
 * @param event whether it is an event; otherwise it is a type that events share
 * @param namespace the namespace that its folder calls for; empty text for any
 * @param staleReferences shared types of which its last release holds an older version than the newest
 * @param compared other versions that it is compared with, such as that of another commit
 */
public record LintTarget(
        String folder,
        ComparedSchema current,
        List<ComparedSchema> history,
        boolean event,
        String namespace,
        List<String> staleReferences,
        List<ComparedSchema> compared) {
    public LintTarget {
        history = List.copyOf(history);
        staleReferences = List.copyOf(staleReferences);
        compared = List.copyOf(compared);
    }

    /** One that is compared with its history alone. */
    public LintTarget(
            String folder,
            ComparedSchema current,
            List<ComparedSchema> history,
            boolean event,
            String namespace,
            List<String> staleReferences) {
        this(folder, current, history, event, namespace, staleReferences, List.of());
    }

    /** A schema that stands alone. */
    public static LintTarget alone(ComparedSchema current, List<ComparedSchema> history) {
        return new LintTarget("", current, history, true, "", List.of());
    }

    /** The first part of the folder: the topic of an event. */
    public String topic() {
        int slash = folder.indexOf('/');
        return slash < 0 ? folder : folder.substring(0, slash);
    }

    Schema schema() {
        return current.schema();
    }

    /** Whether its own file says what the type is, rather than one it refers to. */
    boolean defines(Schema schema) {
        return current.sources().isEmpty() || current.sources().get(0).declares(schema.getFullName());
    }

    @Nullable
    ComparedSchema previous() {
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }
}
