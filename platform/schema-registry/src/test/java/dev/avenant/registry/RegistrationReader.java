package dev.avenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.registry.log.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what became of registrations. */
final class RegistrationReader {

    private static final String TOPIC = "_schemas";

    private RegistrationReader() {}

    /** All that was seen of registrars that have stopped, on registries that are well again. */
    static RegistrationAnomalies.Observation observe(
            Registrars registrars, List<URI> registries, String bootstrapServers) throws IOException {
        List<List<Registration>> served = new ArrayList<>();
        for (URI url : registries) {
            served.add(served(url));
        }
        return new RegistrationAnomalies.Observation(
                registrars.acknowledged(),
                registrars.unseen(),
                served,
                logged(bootstrapServers),
                TopicReader.state(bootstrapServers, TOPIC, "read_uncommitted"),
                TopicReader.state(bootstrapServers, TOPIC, "read_committed"));
    }

    /** What a registry has, as it lists it. */
    static List<Registration> served(URI url) throws IOException {
        List<Registration> served = new ArrayList<>();
        for (int offset = 0; served.size() == offset; offset += 1_000) {
            RawHttp.Reply reply = RawHttp.send(url, "GET", "/schemas?offset=" + offset + "&limit=1000", Map.of(), null);
            if (reply.status() != 200) {
                throw new IOException(url + " answered " + reply.status() + " " + reply.body());
            }
            Transcript.JSON.readTree(reply.body()).forEach(one -> served.add(registration(one)));
        }
        return served;
    }

    private static List<Registration> logged(String bootstrapServers) throws IOException {
        List<Registration> logged = new ArrayList<>();
        for (ConsumerRecord<String, String> record : TopicReader.all(bootstrapServers, TOPIC)) {
            JsonNode value = record.value() == null ? null : Transcript.JSON.readTree(record.value());
            if (value != null && value.has("schema")) {
                logged.add(registration(value));
            }
        }
        return logged;
    }

    private static Registration registration(JsonNode one) {
        return new Registration(
                one.path("subject").asText(),
                one.path("version").asInt(),
                Registration.numberOf(one.path("schema").asText()),
                one.path("id").asInt());
    }
}
