package jobplatform.analytics.stream;

import java.util.ArrayList;
import java.util.List;
import jobplatform.analytics.figures.Dimension;

/**
 * What is known of an application that counts.
 *
 * @param versions each version once, in the order in which they came
 */
record ApplicationState(List<ApplicationFact> versions) {

    /** Of an application of which nothing is known. */
    static final ApplicationState UNKNOWN = new ApplicationState(List.of());

    ApplicationState {
        versions = List.copyOf(versions);
    }

    /** With one version more; the same when that is known, whatever message brought it. */
    ApplicationState with(ApplicationFact fact) {
        if (versions.stream().anyMatch(known -> known.version() == fact.version())) {
            return this;
        }
        List<ApplicationFact> all = new ArrayList<>(versions);
        all.add(fact);
        return new ApplicationState(all);
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
