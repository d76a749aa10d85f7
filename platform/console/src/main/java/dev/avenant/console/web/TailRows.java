package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.console.access.UnseenTopicException;
import dev.avenant.console.events.EventTails;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes what is told of a topic that is followed as parts of its page. */
@Component
class TailRows {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ITemplateEngine templates;

    TailRows(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** @param base what stands before all addresses of the console */
    TailSource.Writing in(Locale locale, String base) {
        return new TailSource.Writing() {
            @Override
            public String records(List<EventRow> rows) {
                Context context = new Context(locale, Map.of("events", rows, "base", base));
                return templates.process("event-parts", Set.of("rows"), context);
            }

            @Override
            public String status(EventTails.Tail tail, TailSource.Progress progress) {
                Context context = new Context(
                        locale,
                        Map.of(
                                "progress",
                                progress,
                                "since",
                                CLOCK.format(progress.since()),
                                "most",
                                EventTails.MOST_IN_A_STEP));
                tail.unevaluated().ifPresent(some -> context.setVariable("unevaluated", some));
                return templates.process("event-parts", Set.of("status"), context);
            }

            @Override
            public String end(@Nullable RuntimeException why) {
                Context context = new Context(locale, Map.of("minutes", EventStream.LONGEST.toMinutes()));
                context.setVariable("isOver", why == null);
                context.setVariable("isUnseen", why instanceof UnseenTopicException);
                context.setVariable("why", why == null ? "" : Messages.of(why));
                return templates.process("event-parts", Set.of("end"), context);
            }
        };
    }
}
