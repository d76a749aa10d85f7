package jobplatform.jobservice.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job offers, and its employer may edit.
 *
 * @param title the title
 * @param description what it is about
 * @param employmentType the kind of contract
 * @param location where the work is done, null when it does not matter
 * @param salary what it pays, null when not stated
 * @param skills what is asked for, in the order of their weight
 * @param remote whether the work can be done from anywhere
 */
public record Offer(
        String title,
        String description,
        EmploymentType employmentType,
        @Nullable String location,
        @Nullable Salary salary,
        List<String> skills,
        boolean remote) {

    public Offer {
        skills = List.copyOf(skills);
    }

    /** The names of the fields in which the other offer differs. */
    List<String> fieldsChangedIn(Offer other) {
        List<String> changed = new ArrayList<>();
        noteChange(changed, "title", title, other.title);
        noteChange(changed, "description", description, other.description);
        noteChange(changed, "location", location, other.location);
        noteChange(changed, "employmentType", employmentType, other.employmentType);
        noteChange(changed, "salary", salary, other.salary);
        noteChange(changed, "skills", skills, other.skills);
        noteChange(changed, "remote", remote, other.remote);
        return changed;
    }

    private static void noteChange(
            List<String> changed, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(field);
        }
    }
}
