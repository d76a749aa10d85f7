package jobplatform.user;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What users somebody looks for, and in which order; what is null does not matter.
 *
 * @param userType what they come for
 * @param location a text that is in their location, whatever its case
 * @param skill what they can do, whole and whatever its case
 * @param sort by what they are sorted, upwards or with a minus downwards; {@code createdAt} when null
 */
public record UserCriteria(
        @Nullable UserType userType,

        @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String location,

        @Size(max = 100, message = "must have at most 100 characters") @Nullable
        String skill,

        @Pattern(
                regexp = "-?(createdAt|username)",
                message = "must be one of createdAt, -createdAt, username, -username")
        @Nullable
        String sort) {}
