package jobplatform.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user tells about themselves, and may change.
 *
 * @param username the name the user signs in with; unique whatever its case
 * @param email where the user is reached; unique whatever its case
 * @param fullName the name the user goes by, null when not given
 * @param companyName the company an employer acts for, null when not given
 * @param work what the user can do and wants to hear of
 */
public record Profile(
        String username,
        String email,
        @Nullable String fullName,
        @Nullable String companyName,
        WorkProfile work) {

    /** The profile of somebody who said nothing of their work. */
    public Profile(String username, String email, @Nullable String fullName, @Nullable String companyName) {
        this(username, email, fullName, companyName, WorkProfile.NONE);
    }

    /** The same, of a user who wants no suggestions. */
    Profile withoutSuggestions() {
        return new Profile(username, email, fullName, companyName, work.withoutSuggestions());
    }

    /** The fields of the event that tells of the other profile in which that differs. */
    List<String> fieldsChangedIn(Profile other) {
        List<String> changed = new ArrayList<>();
        noteChange(changed, "username", username, other.username);
        noteChange(changed, "email", email, other.email);
        noteChange(changed, "fullName", fullName, other.fullName);
        noteChange(changed, "companyName", companyName, other.companyName);
        noteChange(changed, "workProfile", work, other.work);
        return changed;
    }

    private static void noteChange(
            List<String> changed, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(field);
        }
    }
}
