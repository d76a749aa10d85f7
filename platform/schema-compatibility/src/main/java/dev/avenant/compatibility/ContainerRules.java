package dev.avenant.compatibility;

import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import java.util.List;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rules for arrays and maps. What is inside is a pair of types as any other; beside that, Avro's decoder counts the
 * bytes that are left before it reads an array, and refuses a sound one when it counts on more than was written. It
 * does not count for maps.
 */
final class ContainerRules {
    private final PairVisitor walk;
    private final PendingFinding.Collected found;
    private final Remedies remedies;

    ContainerRules(PairVisitor walk, PendingFinding.Collected found, Remedies remedies) {
        this.walk = walk;
        this.found = found;
        this.remedies = remedies;
    }

    void array(PairVisitor.Node node, SchemaPath place) {
        Schema written = node.original().getElementType();
        Schema read = node.reader().getElementType();
        items(written, read, place);
        int before = found.breaking();
        walk.visit(
                new PairVisitor.Node(written, node.writer().getElementType(), read, element(node.action())),
                place.item());
        long believed = ItemBytes.believed(read);
        long least = ItemBytes.written(written);
        if (found.breaking() == before && believed > least) {
            found.add(
                    CompatibilityRule.ARRAY_ITEMS_GROW,
                    place,
                    SchemaText.of("array-items-grow", String.valueOf(believed)),
                    null,
                    List.of(),
                    remedies.typeAsBefore(place));
        }
    }

    /** Some readers compare the types of what is inside by themselves, and read no promotion there. */
    private void items(Schema written, Schema read, SchemaPath place) {
        if (written.getType() != read.getType()) {
            found.notice(ChangeKind.ITEM_TYPE_WIDENED, place);
        }
    }

    void map(PairVisitor.Node node, SchemaPath place) {
        items(node.original().getValueType(), node.reader().getValueType(), place);
        walk.visit(
                new PairVisitor.Node(
                        node.original().getValueType(),
                        node.writer().getValueType(),
                        node.reader().getValueType(),
                        element(node.action())),
                place.value());
    }

    private static @Nullable Action element(@Nullable Action action) {
        return action instanceof Resolver.Container container ? container.elementAction : null;
    }
}
