package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.audit.AuditRecord;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody did on one line of a page. */
public record AuditRow(AuditRecord record) {

    public Instant time() {
        return record.time();
    }

    public String type() {
        return ShownText.line(record.type());
    }

    public String outcome() {
        return ShownText.line(record.outcome());
    }

    public @Nullable String topic() {
        return ShownText.lineOrNull(record.topic());
    }

    public String actor() {
        return ShownText.line(record.actor());
    }

    public String from() {
        return ShownText.line(record.address() + ", " + record.channel());
    }

    public @Nullable String problem() {
        return ShownText.lineOrNull(record.problem());
    }

    /** What else was said, each with its name. */
    public String details() {
        return record.details().entrySet().stream().map(AuditRow::text).collect(Collectors.joining(", "));
    }

    private static String text(Map.Entry<String, String> detail) {
        return ShownText.line(detail.getKey() + ": " + detail.getValue());
    }
}
