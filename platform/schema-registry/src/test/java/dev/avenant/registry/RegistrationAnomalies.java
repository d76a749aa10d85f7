package dev.avenant.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must not be, in the words of Jepsen's workload for Kafka, where a version takes the place of an offset.
 *
 * @param lostWrite acknowledged, and not served in the end, or not as it was acknowledged
 * @param inconsistentOffset one id, or one version of a subject, for two schemas, whoever saw them
 * @param duplicate one schema with two ids
 * @param unseen acknowledged, and not there for who asked the same registry for it after that
 * @param precommittedRead seen by who reads the topic without asking for committed records, and not by who does
 */
record RegistrationAnomalies(
        List<String> lostWrite,
        List<String> inconsistentOffset,
        List<String> duplicate,
        List<String> unseen,
        List<String> precommittedRead) {

    static final RegistrationAnomalies NONE =
            new RegistrationAnomalies(List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * What was seen.
     *
     * @param acknowledged in the order in which clients heard of it
     * @param unseen what was asked for after its acknowledgement, and was not there
     * @param served by each registry in the end
     * @param logged all that was ever in the topic, committed or not
     * @param uncommitted what readers of the topic see in the end who do not ask for committed records, by key
     * @param committed what those see who do
     */
    record Observation(
            List<Registration> acknowledged,
            List<Registration> unseen,
            List<List<Registration>> served,
            List<Registration> logged,
            Map<String, String> uncommitted,
            Map<String, String> committed) {}

    static RegistrationAnomalies of(Observation seen) {
        List<String> lost = new ArrayList<>();
        for (List<Registration> registry : seen.served()) {
            for (Registration one : seen.acknowledged()) {
                if (!registry.contains(one)) {
                    lost.add(one + " is not served by registry " + seen.served().indexOf(registry));
                }
            }
        }
        List<String> inconsistent = new ArrayList<>();
        List<String> duplicate = new ArrayList<>();
        Map<Integer, Integer> schemaOfId = new TreeMap<>();
        Map<String, Integer> schemaOfPlace = new HashMap<>();
        Map<Integer, Integer> idOfSchema = new HashMap<>();
        Stream.of(seen.acknowledged().stream(), seen.served().stream().flatMap(List::stream), seen.logged().stream())
                .flatMap(each -> each)
                .forEach(one -> {
                    require(
                            "id " + one.id(),
                            one.schema(),
                            schemaOfId.putIfAbsent(one.id(), one.schema()),
                            inconsistent);
                    require(
                            one.place(),
                            one.schema(),
                            schemaOfPlace.putIfAbsent(one.place(), one.schema()),
                            inconsistent);
                    require(
                            "schema " + one.schema(),
                            one.id(),
                            idOfSchema.putIfAbsent(one.schema(), one.id()),
                            duplicate);
                });
        List<String> precommitted = new ArrayList<>();
        seen.uncommitted().forEach((key, value) -> {
            if (!value.equals(seen.committed().get(key))) {
                precommitted.add(key + " is " + value + " and committed as "
                        + seen.committed().get(key));
            }
        });
        return new RegistrationAnomalies(
                lost,
                inconsistent.stream().distinct().toList(),
                duplicate.stream().distinct().toList(),
                seen.unseen().stream().map(Registration::toString).toList(),
                precommitted);
    }

    private static void require(String what, int is, @Nullable Integer was, List<String> broken) {
        if (was != null && was != is) {
            broken.add(what + " is for " + was + " and for " + is);
        }
    }

    /** How many of each kind, in a row of a table. */
    String row() {
        return "| " + lostWrite.size() + " | " + inconsistentOffset.size() + " | " + duplicate.size() + " | "
                + unseen.size() + " | " + precommittedRead.size() + " |";
    }
}
