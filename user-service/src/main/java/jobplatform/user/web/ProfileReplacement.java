package jobplatform.user.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import jobplatform.user.Profile;
import jobplatform.user.WorkProfile;
import org.jspecify.annotations.Nullable;

/** The body that replaces a profile; without a version when {@code If-Match} says to which one. */
@Schema(example = """
        {"version": 3, "username": "ada", "email": "ada@example.com", "fullName": "Ada Lee",
         "skills": ["Java", "PostgreSQL"], "location": "Berlin", "jobSuggestions": true}
        """)
record ProfileReplacement(
        @Nullable Long version,

        @NotNull(message = "must be given") @Username String username,

        @NotNull(message = "must be given") @EmailAddress String email,

        @DisplayName @Nullable String fullName,
        @DisplayName @Nullable String companyName,

        @Size(max = 50, message = "must have at most 50 entries") @Nullable
        List<@Skill String> skills,

        @DisplayName @Nullable String location,
        @Nullable Boolean jobSuggestions) {

    /** The body that replaces a profile by the same. */
    static ProfileReplacement of(Profile profile) {
        return new ProfileReplacement(
                null,
                profile.username(),
                profile.email(),
                profile.fullName(),
                profile.companyName(),
                profile.work().skills(),
                profile.work().location(),
                profile.work().jobSuggestions());
    }

    Profile profile() {
        return new Profile(
                username,
                email,
                fullName,
                companyName,
                new WorkProfile(skills == null ? List.of() : skills, location, Boolean.TRUE.equals(jobSuggestions)));
    }
}
