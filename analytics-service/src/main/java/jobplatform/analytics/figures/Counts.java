package jobplatform.analytics.figures;

/**
 * How often what happened; negative where it takes back what was counted before.
 *
 * @param posted jobs that became open for the first time
 * @param applied applications that were received
 * @param shortlisted applications that were shortlisted
 * @param accepted applications that were accepted: hires
 * @param rejected applications that were rejected
 * @param withdrawn applications that were withdrawn
 */
public record Counts(long posted, long applied, long shortlisted, long accepted, long rejected, long withdrawn) {

    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);
    public static final Counts ONE_POSTED = new Counts(1, 0, 0, 0, 0, 0);
    public static final Counts ONE_APPLIED = new Counts(0, 1, 0, 0, 0, 0);
    public static final Counts ONE_SHORTLISTED = new Counts(0, 0, 1, 0, 0, 0);
    public static final Counts ONE_ACCEPTED = new Counts(0, 0, 0, 1, 0, 0);
    public static final Counts ONE_REJECTED = new Counts(0, 0, 0, 0, 1, 0);
    public static final Counts ONE_WITHDRAWN = new Counts(0, 0, 0, 0, 0, 1);

    public Counts plus(Counts more) {
        return new Counts(
                posted + more.posted,
                applied + more.applied,
                shortlisted + more.shortlisted,
                accepted + more.accepted,
                rejected + more.rejected,
                withdrawn + more.withdrawn);
    }

    /** What takes these back. */
    public Counts negated() {
        return new Counts(-posted, -applied, -shortlisted, -accepted, -rejected, -withdrawn);
    }
}
