package jobplatform.analytics.figures;

import java.util.Locale;
import java.util.UUID;

/**
 * What figures are about.
 *
 * @param kind by what is counted
 * @param value which one of it: an id, or a name in lower case; empty for all
 */
public record Dimension(Kind kind, String value) {

    /** Everything on the platform. */
    public static final Dimension ALL = new Dimension(Kind.ALL, "");

    private static final String SEPARATOR = "/";

    /** By what is counted. */
    public enum Kind {
        ALL,
        EMPLOYER,
        PLACE,
        SKILL
    }

    /** All that is an employer's. */
    public static Dimension employer(UUID id) {
        return new Dimension(Kind.EMPLOYER, id.toString());
    }

    /** All that is at a place, however somebody wrote it. */
    public static Dimension place(String name) {
        return new Dimension(Kind.PLACE, normalized(name));
    }

    /** All that asks for a skill, however somebody wrote it. */
    public static Dimension skill(String name) {
        return new Dimension(Kind.SKILL, normalized(name));
    }

    /** The dimension with that text. */
    public static Dimension parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return new Dimension(Kind.valueOf(text.substring(0, end)), text.substring(end + 1));
    }

    private static String normalized(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** One text for each, which {@link #parse} reads. */
    @Override
    public String toString() {
        return kind + SEPARATOR + value;
    }
}
