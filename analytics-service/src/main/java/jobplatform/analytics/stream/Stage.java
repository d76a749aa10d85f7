package jobplatform.analytics.stream;

import jobplatform.analytics.figures.Counts;

/** Where an application comes to, each of which is counted. */
enum Stage {
    APPLIED(Counts.ONE_APPLIED),
    SHORTLISTED(Counts.ONE_SHORTLISTED),
    ACCEPTED(Counts.ONE_ACCEPTED),
    REJECTED(Counts.ONE_REJECTED),
    WITHDRAWN(Counts.ONE_WITHDRAWN);

    private final Counts counts;

    Stage(Counts counts) {
        this.counts = counts;
    }

    /** What one application that comes there counts. */
    Counts counts() {
        return counts;
    }
}
