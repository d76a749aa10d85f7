package jobplatform.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is to be seen of a flow once everything runs again and has settled.
 *
 * @param acknowledged the versions whose write was answered with success
 * @param stored the last version of each entity in the database of the service that made it, the one that deleted it included
 * @param published the events on the topic
 * @param effects what the reader of the topic did, in the order in which it was committed
 */
record Observation(
        Set<Version> acknowledged, Map<UUID, Long> stored, List<PublishedEvent> published, List<Version> effects) {}
