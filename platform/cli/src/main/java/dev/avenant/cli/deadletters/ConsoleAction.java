package dev.avenant.cli.deadletters;

import dev.avenant.cli.console.ConsoleLetterActions;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that a console does to dead letters, in the background. The command waits until it has ended; who ends the command
 * ends the waiting alone, and the same command joins it again, or goes on with what is left.
 */
final class ConsoleAction {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final String AGAIN = "Run the command again; it goes on where it ended.";

    private final ConsoleLetterActions letters;
    private final ConsoleLetterActions.Action action;

    ConsoleAction(ConsoleLetterActions letters, ConsoleLetterActions.Action action) {
        this.letters = letters;
        this.action = action;
    }

    /**
     * Lists what would be taken.
     *
     * @return what would be taken and left out
     */
    LetterTally dryRun(Consumer<IndexedLetter> list) {
        ConsoleLetterActions.Preview preview = letters.preview(action);
        List<IndexedLetter> taken = preview.planned() == 0 ? List.of() : letters.letters(action);
        LetterTargetOptions.refuseNowhere(source(), action.target(), isReplay() ? taken : List.of());
        taken.forEach(list);
        return tally(taken.size(), taken, preview);
    }

    /**
     * Does it, and waits until it is done.
     *
     * @param begin has the console begin with what it listed
     * @return what was taken and left out
     */
    LetterTally done(Consumer<ConsoleLetterActions.Preview> begin) {
        ConsoleLetterActions.Preview preview = letters.previewBeforeDoing(action);
        List<IndexedLetter> taken =
                preview.planned() > 0 && isReplay() && isSpread() ? letters.letters(action) : List.of();
        LetterTargetOptions.refuseNowhere(source(), action.target(), taken);
        if (preview.planned() == 0) {
            return tally(0, taken, preview);
        }
        begin.accept(preview);
        return tally(sent(), taken, preview);
    }

    private boolean isReplay() {
        return action.word().equals("replay");
    }

    /** Whether each letter says itself where it goes, or there is none that does. */
    private boolean isSpread() {
        return action.target().isOriginal() || topicOfAll() == null;
    }

    private LetterSource source() {
        return LetterSource.of(action.topic());
    }

    private @Nullable String topicOfAll() {
        if (!isReplay()) {
            return action.topic();
        }
        return action.target().topic() == null && !action.target().isOriginal()
                ? source().replayTopic().orElse(null)
                : action.target().topic();
    }

    private LetterTally tally(int count, List<IndexedLetter> taken, ConsoleLetterActions.Preview preview) {
        Map<String, Integer> topics = new TreeMap<>();
        String all = topicOfAll();
        if (all != null && count > 0) {
            topics.put(all, count);
        }
        if (all == null) {
            taken.forEach(letter -> topics.merge(String.valueOf(letter.facts().topic()), 1, Integer::sum));
        }
        Map<LetterState, Integer> leftOut = preview.leftOut();
        return LetterTally.of(topics, leftOut, preview.failedTooOften());
    }

    private int sent() {
        while (true) {
            ConsoleLetterActions.Job job = job();
            if (!job.isRunning()) {
                refuseUnlessDone(job);
                return job.sent();
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw CommandFailure.couldNotRun("Interrupted. The console goes on with it.");
            }
        }
    }

    private ConsoleLetterActions.Job job() {
        try {
            return letters.job(action)
                    .orElseThrow(() -> CommandFailure.couldNotRun(
                            "The console was started anew before it had told that it was done. " + AGAIN));
        } catch (OperationException unknown) {
            throw CommandFailure.couldNotRun(unknown.getMessage() + " It had begun, and may go on. " + AGAIN);
        }
    }

    private static void refuseUnlessDone(ConsoleLetterActions.Job job) {
        String far = job.sent() + " of " + job.planned() + (job.planned() == 1 ? " message" : " messages");
        if (job.wasStopped()) {
            throw CommandFailure.couldNotRun("Somebody stopped it in the console after " + far + ". " + AGAIN);
        }
        if (job.problem() != null) {
            throw CommandFailure.couldNotRun("The console ended it after " + far + ": " + job.problem() + " " + AGAIN);
        }
    }
}
