package dev.avenant.cli.contracts;

import dev.avenant.contracts.fix.FixDecision;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;
import dev.avenant.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Shows each fix as the lines that it changes, and asks. */
final class FixPrompt implements FixDecision {
    private final BufferedReader in;
    private final PrintWriter out;
    private boolean all;
    private boolean stopped;

    FixPrompt(InputStream in, PrintWriter out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public Answer of(GateFinding finding, Fix fix, String path, String text) {
        if (all || stopped) {
            return all ? Answer.APPLY : Answer.STOP;
        }
        out.println(finding.location() + ": " + Printable.line(finding.message()) + " [" + finding.ruleId() + "]");
        out.println("  " + Printable.line(fix.sentence()));
        lines(text, fix.appliedTo(text));
        while (true) {
            out.print("Apply it? y(es), n(o), a(ll), q(uit): ");
            out.flush();
            String answer = answer();
            switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Answer.APPLY;
                }
                case "n", "no" -> {
                    return Answer.LEAVE;
                }
                case "a", "all" -> {
                    all = true;
                    return Answer.APPLY;
                }
                case "q", "quit" -> {
                    stopped = true;
                    return Answer.STOP;
                }
                default -> out.println("Expected y, n, a or q but found \"" + Printable.line(answer) + "\".");
            }
        }
    }

    /** What was answered; to quit where nobody answers any more. */
    private String answer() {
        try {
            String answer = in.readLine();
            return answer == null ? "q" : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that differ, without those that are the same before and behind them. */
    private void lines(String before, String after) {
        List<String> was = before.lines().toList();
        List<String> is = after.lines().toList();
        int shorter = Math.min(was.size(), is.size());
        int first = 0;
        while (first < shorter && was.get(first).equals(is.get(first))) {
            first++;
        }
        int last = 0;
        while (last < shorter - first && was.get(was.size() - 1 - last).equals(is.get(is.size() - 1 - last))) {
            last++;
        }
        was.subList(first, was.size() - last).forEach(line -> out.println("  - " + Printable.line(line)));
        is.subList(first, is.size() - last).forEach(line -> out.println("  + " + Printable.line(line)));
    }
}
