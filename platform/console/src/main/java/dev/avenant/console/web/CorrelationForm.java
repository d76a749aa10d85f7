package dev.avenant.console.web;

import dev.avenant.operations.PointInTime;
import dev.avenant.operations.events.Correlation;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What somebody looks for across topics, as a form has it. */
public record CorrelationForm(Map<String, String> parameters) {

    private static final String LATELY = "1h";

    public CorrelationForm {
        parameters = Map.copyOf(parameters);
    }

    /** The text of a field; empty when it has none. */
    public String get(String name) {
        return parameters.getOrDefault(name, "").strip();
    }

    /** From when on it looks, as it is written. */
    public String since() {
        return get("since").isEmpty() ? LATELY : get("since");
    }

    /**
     * What is looked for.
     *
     * @throws WrongRequestException if nothing is
     */
    public Correlation correlation() {
        if (get("id").isEmpty()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-correlation");
        }
        return new Correlation(get("id"));
    }

    /**
     * From when on it looks, in milliseconds since the epoch.
     *
     * @throws WrongRequestException if it is no time
     */
    public long sinceMillis() {
        return PointInTime.parse(since(), Clock.systemUTC())
                .orElseThrow(() ->
                        new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-time", "since", get("since")))
                .toEpochMilli();
    }
}
