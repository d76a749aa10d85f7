package jobplatform.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A user's account. It does not change: what changes an account answers a new one, which is then stored.
 *
 * @param id identifies the user
 * @param version 1 when the user registers, and grows by one with each stored change and each event
 * @param username see {@link Profile}
 * @param email see {@link Profile}
 * @param passwordHash what {@link org.springframework.security.crypto.password.DelegatingPasswordEncoder} made of the
 *     password
 * @param userType what the user comes for; stays
 * @param fullName see {@link Profile}
 * @param companyName see {@link Profile}
 * @param work see {@link Profile}
 * @param suggestionsAskedAt when the user last came to want suggestions; null if never, or before that was kept
 * @param createdAt when the user registered
 * @param updatedAt when the profile changed last
 */
@Table("users")
public record User(
        @Id UUID id,
        @Version long version,
        String username,
        String email,
        String passwordHash,
        UserType userType,
        @Nullable String fullName,
        @Nullable String companyName,

        @Embedded(onEmpty = Embedded.OnEmpty.USE_EMPTY) WorkProfile work,

        @Nullable Instant suggestionsAskedAt,
        Instant createdAt,
        Instant updatedAt) {

    private static final long FIRST_VERSION = 1;

    static User register(Profile profile, UserType type, String passwordHash, Instant now) {
        return new User(
                UUID.randomUUID(),
                FIRST_VERSION,
                profile.username(),
                profile.email(),
                passwordHash,
                type,
                profile.fullName(),
                profile.companyName(),
                profile.work(),
                profile.work().jobSuggestions() ? now : null,
                now,
                now);
    }

    /** What the user tells about themselves. */
    public Profile profile() {
        return new Profile(username, email, fullName, companyName, work);
    }

    User withProfile(Profile profile, Instant now) {
        return new User(
                id,
                version,
                profile.username(),
                profile.email(),
                passwordHash,
                userType,
                profile.fullName(),
                profile.companyName(),
                profile.work(),
                profile.work().jobSuggestions() && !work.jobSuggestions() ? now : suggestionsAskedAt,
                createdAt,
                now);
    }

    /** Whether the user wants suggestions, and has wanted them since before that time. */
    boolean wantedSuggestionsAt(Instant time) {
        return work.jobSuggestions() && (suggestionsAskedAt == null || !suggestionsAskedAt.isAfter(time));
    }

    @Override
    public String toString() {
        return "User[id=" + id + ", version=" + version + ", userType=" + userType + "]";
    }
}
