package jobplatform.user;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user can do and where, and whether they want to hear of jobs that suit.
 *
 * @param skills what the user can do, without spaces around, each once whatever its case; the first spelling counts
 * @param location where the user works or wants to, null when not given
 * @param jobSuggestions whether a job seeker wants e-mails about new jobs that suit
 */
public record WorkProfile(List<String> skills, @Nullable String location, boolean jobSuggestions) {

    /** That of a user who told nothing. */
    static final WorkProfile NONE = new WorkProfile(List.of(), null, false);

    public WorkProfile {
        skills = eachOnce(skills);
        location = location == null ? null : tidy(location);
    }

    /** The same, of a user who wants no suggestions. */
    WorkProfile withoutSuggestions() {
        return new WorkProfile(skills, location, false);
    }

    private static List<String> eachOnce(List<String> skills) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String skill : skills) {
            String tidy = tidy(skill);
            byName.putIfAbsent(tidy.toLowerCase(Locale.ROOT), tidy);
        }
        return List.copyOf(byName.values());
    }

    private static String tidy(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    }
}
