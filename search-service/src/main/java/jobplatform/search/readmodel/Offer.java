package jobplatform.search.readmodel;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job offers.
 *
 * @param companyId the company that offers it
 * @param title the title
 * @param description what it is about, plain text
 * @param employmentType the kind of contract, by the name that the events have for it
 * @param location where the work is done, null when it does not matter
 * @param salary what it pays, null when not stated
 * @param skills what is asked for, in the order of their weight
 * @param remote whether the work can be done from anywhere
 */
public record Offer(
        UUID companyId,
        String title,
        String description,
        String employmentType,
        @Nullable String location,
        @Nullable Salary salary,
        List<String> skills,
        boolean remote) {

    public Offer {
        skills = List.copyOf(skills);
    }
}
