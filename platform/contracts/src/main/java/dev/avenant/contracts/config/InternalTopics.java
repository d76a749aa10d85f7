package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;

/**
 * Topics that a service keeps for itself, such as the state of what it computes: they carry no events for others, so that they
 * have no contract.
 *
 * @param name of the topic; a {@code *} at the end stands for whatever follows
 * @param owner the service that writes and reads them
 * @param reason what they are for
 */
public record InternalTopics(String name, String owner, String reason, SourceLocation location) {
    /** Whether a topic is one of them. */
    public boolean covers(String topic) {
        return name.endsWith("*") ? topic.startsWith(name.substring(0, name.length() - 1)) : name.equals(topic);
    }
}
