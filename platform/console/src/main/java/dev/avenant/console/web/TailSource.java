package dev.avenant.console.web;

import dev.avenant.console.events.EventTails;
import dev.avenant.operations.events.EventTail;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whoever follows a topic what came, and what of it is not shown. */
public final class TailSource implements EventStream.Source {

    private static final int LONGEST_LINE = 300;

    private final EventTails.Tail tail;
    private final String topic;
    private final Writing writing;
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private long came;
    private long shown;
    private long cut;
    private long passed;
    private boolean isBegun;

    /** How what is told is written. */
    public interface Writing {

        /** The records, the newest first. */
        String records(List<EventRow> rows);

        /** How far it is. */
        String status(EventTails.Tail tail, Progress progress);

        /** Why it ended; null when its time was over. */
        String end(@Nullable RuntimeException why);
    }

    /**
     * How far it is.
     *
     * @param since when it began
     * @param came how many records came, as far as they were looked at
     * @param shown how many of them were shown
     * @param cut how many would have been, had there been fewer in a second
     * @param passed about how many were not looked at
     */
    public record Progress(Instant since, long came, long shown, long cut, long passed) {}

    public TailSource(EventTails.Tail tail, String topic, Writing writing) {
        this.tail = tail;
        this.topic = topic;
        this.writing = writing;
    }

    @Override
    public void step(EventStream.Events events) throws IOException {
        if (!isBegun) {
            isBegun = true;
            events.send("status", status());
        }
        EventTail.Step step = tail.next();
        came += step.came();
        cut += step.cut();
        passed += step.passed();
        if (!step.records().isEmpty()) {
            shown += step.records().size();
            events.send(
                    "records",
                    writing.records(tail.lines(step.records(), LONGEST_LINE).stream()
                            .map(event -> new EventRow(topic, event))
                            .toList()));
        }
        if (step.came() > 0 || step.passed() > 0) {
            events.send("status", status());
        }
    }

    private String status() {
        return writing.status(tail, new Progress(since, came, shown, cut, passed));
    }

    @Override
    public void end(EventStream.Events events, @Nullable RuntimeException why) throws IOException {
        events.send("ended", writing.end(why));
    }

    @Override
    public void close() {
        tail.close();
    }
}
