package dev.avenant.contracts.report;

import dev.avenant.finding.Verdict;

/**
 * Colours of a terminal, and none where they are not wanted.
 *
 * @param enabled whether to write ANSI's escape sequences
 */
public record Ansi(boolean enabled) {
    /** A colour or a weight of the text. */
    public enum Style {
        BOLD("1"),
        FAINT("2"),
        RED("31"),
        BOLD_RED("31;1"),
        GREEN("32"),
        YELLOW("33"),
        BOLD_YELLOW("33;1"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** The text in that style. */
    public String paint(Style style, String text) {
        return enabled ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** The word of a verdict in the colour that every report has for it. */
    public String paint(Verdict verdict) {
        return paint(
                switch (verdict) {
                    case SAFE -> Style.GREEN;
                    case CORRUPTS -> Style.BOLD_YELLOW;
                    case BREAKS -> Style.BOLD_RED;
                },
                verdict.name());
    }
}
