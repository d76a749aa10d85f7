package dev.avenant.cli;

import dev.avenant.operations.groups.GroupOffsets;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** Finds a consumer group by its name. */
final class GroupDescriptions {
    private GroupDescriptions() {}

    /** The group, which must be there. */
    static ConsumerGroupDescription of(String group, GroupOffsets offsets) {
        if (!offsets.names().contains(group)) {
            String kind = offsets.otherKinds().get(group);
            throw CommandFailure.couldNotRun(
                    kind == null
                            ? "Kafka knows no consumer group " + group + ". avenant groups list shows them."
                            : "Expected a consumer group but " + group + " is a " + kind.toLowerCase(Locale.ROOT)
                                    + " group, which has no offsets of its own to show or to set.");
        }
        ConsumerGroupDescription found = offsets.describe(List.of(group)).get(group);
        if (found == null) {
            throw CommandFailure.couldNotRun("Kafka did not describe the consumer group " + group + ".");
        }
        return found;
    }
}
