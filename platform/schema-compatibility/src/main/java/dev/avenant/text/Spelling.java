package dev.avenant.text;

import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names that look like a slip of another. */
public final class Spelling {
    private Spelling() {}

    /** How many letters one has to change, put in or take out to make one name of the other, whatever their case. */
    public static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
