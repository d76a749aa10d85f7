package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jobplatform.analytics.figures.Dimension;

/**
 * What is known of an application that counts.
 *
 * @param versions each version once, in the order in which they came
 * @param heardAt when the last of them was published
 */
record ApplicationState(List<ApplicationFact> versions, Instant heardAt) {

    /** Of an application of which nothing is known. */
    static final ApplicationState UNKNOWN = new ApplicationState(List.of(), Instant.EPOCH);

    ApplicationState {
        versions = List.copyOf(versions);
    }

    /** With one version more; the same when that is known, whatever message brought it. */
    ApplicationState with(ApplicationFact fact, Instant published) {
        if (versions.stream().anyMatch(known -> known.version() == fact.version())) {
            return this;
        }
        List<ApplicationFact> all = new ArrayList<>(versions);
        all.add(fact);
        return new ApplicationState(all, published.isAfter(heardAt) ? published : heardAt);
    }

    /** Whether nothing was heard of it since then. */
    boolean isOverBefore(Instant time) {
        return heardAt.isBefore(time);
    }

    /** What it counts, each of its stages in the hour in which it came there. */
    Contribution contribution(JobState job) {
        Contribution sum = Contribution.NONE;
        for (ApplicationFact version : versions) {
            List<Dimension> dimensions = job.dimensions(version.employerId());
            sum = sum.plus(
                    Contribution.of(dimensions, version.at(), version.stage().counts()));
        }
        return sum;
    }
}
