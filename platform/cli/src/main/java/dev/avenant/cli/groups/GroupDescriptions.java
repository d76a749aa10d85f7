package dev.avenant.cli.groups;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupOffsets;
import java.util.List;

/** Finds a group by its name. */
final class GroupDescriptions {
    private GroupDescriptions() {}

    /** The group, which must be there. */
    static GroupDescription of(String group, GroupOffsets offsets) {
        GroupDescription found = offsets.describe(List.of(group)).get(group);
        if (found == null) {
            throw CommandFailure.couldNotRun(
                    "Kafka knows no consumer group " + group + ". avenant groups list shows them.");
        }
        return found;
    }

    /** The same, where it must be one of consumers. */
    static GroupDescription ofConsumers(String group, GroupOffsets offsets) {
        GroupDescription found = of(group, offsets);
        if (!found.kind().isOfConsumers()) {
            String kind = found.kind().word();
            throw CommandFailure.couldNotRun("Expected a consumer group but " + group + " is a " + kind
                    + " group. Kafka's own kafka-" + kind + "-groups.sh sets where it goes on.");
        }
        return found;
    }
}
