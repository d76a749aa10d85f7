package jobplatform.analytics.figures;

import java.util.List;

/**
 * The topics through which figures come from the stream that counts to the database. They are the service's own, compacted,
 * and hold the newest figures of each key.
 *
 * @param hours what happened in each hour
 * @param jobs how soon somebody applied for each job
 */
public record ResultTopics(String hours, String jobs) {

    /** Those of a consumer group, which no other group shares. */
    public static ResultTopics of(String group) {
        return new ResultTopics(group + "-figures-hours", group + "-figures-jobs");
    }

    /** Both. */
    public List<String> all() {
        return List.of(hours, jobs);
    }
}
