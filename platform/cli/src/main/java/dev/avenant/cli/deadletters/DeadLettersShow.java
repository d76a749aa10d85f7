package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleLetters;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterScan;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "The messages of a dead-letter topic: where each came from, why it lies here, what became of it, and its bytes.",
            "The newest are shown, the oldest of them first."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters show order-events.billing.dlt",
            "  avenant dead-letters show order-events.billing.dlt --state open --since 2h",
            "  avenant dead-letters show orders-dlt --exception IllegalStateException --format json"
        })
public final class DeadLettersShow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final LetterTopic topic = new LetterTopic();

    @Mixin
    private final LetterFilterOptions filter = new LetterFilterOptions();

    @Mixin
    private final LetterTargetOptions target = new LetterTargetOptions();

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(names = "--max", paramLabel = "N", description = "The newest N messages (default: ${DEFAULT-VALUE}).")
    private int max = 20;

    @Option(names = "--skip", paramLabel = "N", description = "Those before the newest N (default: ${DEFAULT-VALUE}).")
    private int skip;

    public DeadLettersShow(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        if (max < 1 || skip < 0) {
            throw CommandFailure.usage("Expected a --max of at least 1 and a --skip of at least 0 but found " + max
                    + " and " + skip + ".");
        }
        LetterSource source = topic.source();
        LetterFilter meant = filter.filter(Clock.systemUTC());
        LetterTarget to = target.target();
        try {
            Optional<ConsoleClient> asked = console.insteadOf(kafka);
            if (asked.isPresent()) {
                topic.refuseDialect();
                filter.refuseEmpty();
                say(new ConsoleLetters(asked.get()).newest(source.topic(), meant, to, max, skip));
                return ExitCode.CLEAN;
            }
            return kafka.read(reader -> {
                LetterScan scan = LetterScan.of(reader, source, meant, letter -> to.of(letter, source), kafka);
                Newest newest = new Newest(max, skip);
                scan.forEach(newest::add);
                say(page(newest, scan, reader));
                return ExitCode.CLEAN;
            });
        } catch (NoSuchLetterException none) {
            throw LetterFilterOptions.refused(none, source.topic());
        }
    }

    /**
     * What is shown of a topic.
     *
     * @param shown the oldest of them first
     * @param meant how many the filter means
     * @param letters how many there are
     * @param others how many records are no letters
     */
    private record Page(List<Shown> shown, long meant, long letters, long others) {}

    /**
     * A letter that is shown.
     *
     * @param newestPlace where the newest letter of the same record lies
     * @param drop what was said when the record was dropped; null when it was not, or nobody knows
     */
    private record Shown(
            ShownLetter letter,
            LetterContent content,
            LetterState state,
            String newestPlace,
            @Nullable DropNote drop) {
        boolean isNewest() {
            return newestPlace.equals(content.facts().place());
        }
    }

    private Page page(Newest newest, LetterScan scan, TopicReader reader) {
        List<Shown> shown = newest.found().stream()
                .map(found -> new Shown(
                        ShownLetter.of(found.letter(), reader, terminal.out()),
                        LetterContent.of(found.letter()),
                        found.state(),
                        scan.isNewest(found.letter()) ? found.letter().place() : scan.newestPlace(found.letter()),
                        scan.dropOf(found.letter()).orElse(null)))
                .toList();
        return new Page(shown, newest.count(), scan.letters(), scan.others());
    }

    private void say(ConsoleLetters.Page found) {
        List<Shown> shown = new ArrayList<>();
        found.shown()
                .forEach(each -> shown.add(new Shown(
                        ShownLetter.of(each.content(), terminal.out()),
                        each.content(),
                        each.letter().state(),
                        each.newestPlace(),
                        each.drop())));
        Collections.reverse(shown);
        say(new Page(shown, found.meant(), found.letters(), found.others()));
    }

    private void say(Page page) {
        if (format.isJson()) {
            OutputFormat.print(json(page), terminal);
        } else {
            print(page);
        }
    }

    private void print(Page page) {
        if (page.letters() == 0) {
            terminal.out().println(topic.name() + (page.others() == 0 ? " is empty." : noLetters(page.others())));
            return;
        }
        page.shown().forEach(shown -> {
            shown.letter().print();
            shown.letter().field("state", state(shown));
            print(shown.letter(), shown.drop());
            terminal.out().println();
        });
        if (page.shown().size() < page.meant() || page.meant() < page.letters()) {
            terminal.out().println(limits(page));
        }
    }

    private static void print(ShownLetter letter, @Nullable DropNote drop) {
        if (drop != null) {
            letter.field("dropped", drop.at() + (drop.by() == null ? "" : " by " + drop.by()));
            letter.field("reason", drop.reason());
        }
    }

    private static String state(Shown shown) {
        String word = LetterJson.word(shown.state());
        return shown.isNewest() ? word : word + "; its newest letter is at " + shown.newestPlace();
    }

    private String limits(Page page) {
        long older = page.meant() - skip - page.shown().size();
        String shown = String.format(
                Locale.ROOT, "Shown %,d of %,d messages", page.shown().size(), page.meant());
        String meant = page.meant() < page.letters()
                ? String.format(Locale.ROOT, " that are meant, of %,d in all", page.letters())
                : "";
        String more = older > 0
                ? ". --skip " + (skip + page.shown().size()) + " shows older ones, --max more at a time."
                : ".";
        return shown + meant + more;
    }

    private String noLetters(long others) {
        return " holds no dead letter: none of its " + String.format(Locale.ROOT, "%,d", others)
                + (others == 1 ? " record" : " records")
                + " has the headers of a dialect. --dialect takes them for letters all the same.";
    }

    private ObjectNode json(Page page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic.name());
        json.put("letters", page.letters());
        json.put("meant", page.meant());
        ArrayNode all = json.putArray("shown");
        page.shown().forEach(shown -> {
            ObjectNode letter = LetterJson.of(shown.content(), shown.state());
            letter.put("newest", shown.isNewest());
            DropNote drop = shown.drop();
            if (drop != null) {
                letter.set("drop", LetterJson.of(drop));
            }
            all.add(letter);
        });
        return json;
    }

    private record Found(Letter letter, LetterState state) {
        private static final Comparator<Found> OLDEST_FIRST =
                Comparator.comparing(found -> found.letter().record(), TopicReader.OLDEST_FIRST);
    }

    /** The newest letters, so that no more of a long topic is in memory. */
    private static final class Newest {
        private final int max;
        private final int skip;
        private final PriorityQueue<Found> kept = new PriorityQueue<>(Found.OLDEST_FIRST);
        private long count;

        Newest(int max, int skip) {
            this.max = max;
            this.skip = skip;
        }

        void add(Letter letter, LetterState state) {
            count++;
            kept.add(new Found(letter, state));
            if (kept.size() > (long) max + skip) {
                kept.remove();
            }
        }

        long count() {
            return count;
        }

        List<Found> found() {
            return kept.stream()
                    .sorted(Found.OLDEST_FIRST)
                    .limit(Math.max(0, kept.size() - (long) skip))
                    .toList();
        }
    }
}
