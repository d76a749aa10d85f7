package jobplatform.analytics.figures;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What figures are about.
 *
 * @param kind by what is counted
 * @param value which one of it: an id, or a name in lower case, of at most 200 characters; empty for all
 */
public record Dimension(Kind kind, String value) {

    /** Everything on the platform. */
    public static final Dimension ALL = new Dimension(Kind.ALL, "");

    private static final String SEPARATOR = "/";
    private static final int LONGEST = 200;
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

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

    /** As the database can hold and index it, whoever published the event. */
    private static String normalized(String written) {
        String name = BLANK.matcher(written).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        return name.codePoints()
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** One text for each, which {@link #parse} reads. */
    @Override
    public String toString() {
        return kind + SEPARATOR + value;
    }
}
