package jobplatform.search.index;

/**
 * What somebody may have begun to write.
 *
 * @param text the whole of it
 * @param kind what it is
 * @param count how many open jobs have it
 */
public record Suggestion(String text, Kind kind, int count) {

    /** What a suggestion is. */
    public enum Kind {
        /** The title of a job. */
        TITLE,
        /** A skill that a job asks for. */
        SKILL
    }
}
