package jobplatform.faults;

/**
 * An event as readers of committed records see it on its topic; a list of them is in the order of each partition.
 *
 * @param id its {@code ce_id}, the same when it was sent again
 */
record PublishedEvent(Version version, String id) {}
