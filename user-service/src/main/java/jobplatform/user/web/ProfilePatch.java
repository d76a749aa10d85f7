package jobplatform.user.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import jobplatform.user.Profile;
import jobplatform.user.ProfileChange;
import jobplatform.user.WorkProfile;
import org.jspecify.annotations.Nullable;

/** The body that changes parts of a profile; what is null stays. */
@Schema(example = """
        {"skills": ["Java", "PostgreSQL"], "location": "Berlin", "jobSuggestions": true}
        """)
record ProfilePatch(
        @Nullable Long version,
        @Username @Nullable String username,
        @EmailAddress @Nullable String email,
        @DisplayName @Nullable String fullName,
        @DisplayName @Nullable String companyName,

        @Size(max = 50, message = "must have at most 50 entries") @Nullable
        List<@Skill String> skills,

        @DisplayName @Nullable String location,
        @Nullable Boolean jobSuggestions)
        implements ProfileChange {

    @Override
    public Profile applyTo(Profile profile) {
        return new Profile(
                or(username, profile.username()),
                or(email, profile.email()),
                fullName == null ? profile.fullName() : fullName,
                companyName == null ? profile.companyName() : companyName,
                applyTo(profile.work()));
    }

    private WorkProfile applyTo(WorkProfile work) {
        return new WorkProfile(
                skills == null ? work.skills() : skills,
                location == null ? work.location() : location,
                jobSuggestions == null ? work.jobSuggestions() : jobSuggestions);
    }

    private static String or(@Nullable String given, String present) {
        return given == null ? present : given;
    }
}
