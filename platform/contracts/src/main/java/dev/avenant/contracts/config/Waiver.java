package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;
import java.time.LocalDate;

/**
 * A finding that is accepted for a time, written in {@code contracts.yaml}.
 *
 * @param rule the rule it is about
 * @param path the finding's path, such as {@code order-events/OrderPlaced/price}; a {@code *} at the end
 *     stands for whatever follows
 * @param reason why it is accepted
 * @param owner who answers for it
 * @param expires the last day on which it is valid
 */
public record Waiver(
        String rule, String path, String reason, String owner, LocalDate expires, SourceLocation location) {
    /** Whether it is about this finding. */
    public boolean covers(String findingRule, String findingPath) {
        if (!rule.equals(findingRule)) {
            return false;
        }
        return path.endsWith("*")
                ? findingPath.startsWith(path.substring(0, path.length() - 1))
                : path.equals(findingPath);
    }

    /** Whether it is no longer valid on that day. */
    public boolean isExpiredOn(LocalDate day) {
        return day.isAfter(expires);
    }
}
