package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterScan;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
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
final class DeadLettersShow implements Callable<Integer> {
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
    private final OutputFormat format = new OutputFormat();

    @Option(names = "--max", paramLabel = "N", description = "The newest N messages (default: ${DEFAULT-VALUE}).")
    private int max = 20;

    @Option(names = "--skip", paramLabel = "N", description = "Those before the newest N (default: ${DEFAULT-VALUE}).")
    private int skip;

    DeadLettersShow(Terminal terminal) {
        this.terminal = terminal;
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
            return kafka.read(reader -> {
                LetterScan scan = LetterScan.of(reader, source, meant, letter -> to.of(letter, source), kafka);
                Newest newest = new Newest(max, skip);
                scan.forEach(newest::add);
                if (format.isJson()) {
                    OutputFormat.print(json(newest, scan), terminal);
                } else {
                    print(newest, scan, reader);
                }
                return ExitCode.CLEAN;
            });
        } catch (NoSuchLetterException none) {
            throw LetterFilterOptions.refused(none, source.topic());
        }
    }

    private void print(Newest newest, LetterScan scan, TopicReader reader) {
        if (scan.letters() == 0) {
            terminal.out().println(topic.name() + (scan.others() == 0 ? " is empty." : noLetters(scan.others())));
            return;
        }
        newest.found().forEach(found -> {
            ShownLetter shown = new ShownLetter(found.letter(), reader, terminal.out());
            shown.print();
            shown.field("state", state(found, scan));
            terminal.out().println();
        });
        if (newest.found().size() < newest.count() || newest.count() < scan.letters()) {
            terminal.out().println(limits(newest, scan));
        }
    }

    private static String state(Found found, LetterScan scan) {
        String word = LetterJson.word(found.state());
        return scan.isNewest(found.letter())
                ? word
                : word + "; its newest letter is at " + scan.newestPlace(found.letter());
    }

    private String limits(Newest newest, LetterScan scan) {
        long older = newest.count() - skip - newest.found().size();
        String shown = String.format(
                Locale.ROOT, "Shown %,d of %,d messages", newest.found().size(), newest.count());
        String meant = newest.count() < scan.letters()
                ? String.format(Locale.ROOT, " that are meant, of %,d in all", scan.letters())
                : "";
        String more = older > 0
                ? ". --skip " + (skip + newest.found().size()) + " shows older ones, --max more at a time."
                : ".";
        return shown + meant + more;
    }

    private String noLetters(long others) {
        return " holds no dead letter: none of its " + String.format(Locale.ROOT, "%,d", others)
                + (others == 1 ? " record" : " records")
                + " has the headers of a dialect. --dialect takes them for letters all the same.";
    }

    private ObjectNode json(Newest newest, LetterScan scan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic.name());
        json.put("letters", scan.letters());
        json.put("meant", newest.count());
        ArrayNode shown = json.putArray("shown");
        newest.found().forEach(found -> {
            ObjectNode letter = LetterJson.of(found.letter(), found.state());
            letter.put("newest", scan.isNewest(found.letter()));
            shown.add(letter);
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
