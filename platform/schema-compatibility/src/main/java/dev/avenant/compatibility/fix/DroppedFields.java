package dev.avenant.compatibility.fix;

import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.fix.Faults.Side;
import dev.avenant.edit.SchemaEdit.RestoreField;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields whose values are dropped while another field stands in their place. Whether it does is judged by the other
 * fields, so an edit of one of those can end such a finding without bringing the values back.
 */
final class DroppedFields {
    private static final Set<Rule> IN_ITS_PLACE =
            Set.of(CompatibilityRule.FIELD_RENAMED, CompatibilityRule.FIELD_REPLACED);

    private final List<Dropped> all = new ArrayList<>();

    /** @param field as in {@link ReadFields} */
    private record Dropped(Finding finding, Side side, String field) {}

    void add(Comparison found) {
        add(found.backward().findings(), Side.BACKWARD);
        add(found.forward().findings(), Side.FORWARD);
    }

    private void add(List<Finding> findings, Side side) {
        for (Finding finding : findings) {
            if (IN_ITS_PLACE.contains(finding.rule())) {
                finding.proposals().stream()
                        .flatMap(proposal -> proposal.edits().stream())
                        .filter(RestoreField.class::isInstance)
                        .map(RestoreField.class::cast)
                        .map(edit -> new Dropped(finding, side, ReadFields.key(edit.before(), edit.name())))
                        .forEach(all::add);
            }
        }
    }

    /**
     * Whether one of them is still dropped and nothing says so any more.
     *
     * @param told what is found now
     * @param read the fields that are read now
     */
    boolean areHidden(Faults told, Set<String> read) {
        return all.stream()
                .anyMatch(dropped -> !read.contains(dropped.field()) && !told.hold(dropped.finding(), dropped.side()));
    }
}
