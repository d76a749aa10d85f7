package jobplatform.notification.recipient;

import java.util.List;
import jobplatform.types.UserType;
import jobplatform.types.WorkProfile;
import org.jspecify.annotations.Nullable;

/**
 * What suits a user, in the form in which it is compared.
 *
 * @param skills what the user can do
 * @param place where the user works or wants to, null when not known
 * @param wantsSuggestions whether the user wants e-mails about new jobs that suit; nobody but a job seeker does
 */
public record Interests(List<String> skills, @Nullable String place, boolean wantsSuggestions) {

    /** What an event says. */
    public static Interests of(UserType type, WorkProfile profile) {
        return new Interests(
                ComparableTerms.skills(profile.getSkills()),
                ComparableTerms.place(profile.getLocation().orElse(null)),
                profile.getJobSuggestions() && type == UserType.JOB_SEEKER);
    }
}
