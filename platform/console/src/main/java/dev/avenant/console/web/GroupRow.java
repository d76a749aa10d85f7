package dev.avenant.console.web;

import dev.avenant.operations.groups.GroupSummary;

/** A consumer group on one line of a page. */
public record GroupRow(GroupSummary summary) {

    /** The address of its page. */
    public String address() {
        return TopicAddress.ofGroup(summary.name());
    }
}
