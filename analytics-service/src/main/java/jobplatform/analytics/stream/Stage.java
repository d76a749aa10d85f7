package jobplatform.analytics.stream;

import jobplatform.analytics.figures.Counts;

/** Where an application comes to, each of which is counted. */
enum Stage {
    APPLIED,
    SHORTLISTED,
    ACCEPTED,
    REJECTED,
    WITHDRAWN;

    /** What one application that comes there counts. */
    Counts counts() {
        return switch (this) {
            case APPLIED -> Counts.ONE_APPLIED;
            case SHORTLISTED -> Counts.ONE_SHORTLISTED;
            case ACCEPTED -> Counts.ONE_ACCEPTED;
            case REJECTED -> Counts.ONE_REJECTED;
            case WITHDRAWN -> Counts.ONE_WITHDRAWN;
        };
    }
}
