package dev.avenant.console.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.console.Messages;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.PersonalData;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.operations.letters.LetterEdit;
import dev.avenant.registry.client.HttpRegistryClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of letters as people write them. Throws what asking the registry does; nobody retries. */
@PerCluster
public class LetterValues {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int LONGEST = 1_000_000;

    private final RegistryQuestions registry;
    private final Access access;

    LetterValues(RegistryQuestions registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    /**
     * What to begin an edit with.
     *
     * @param subject that the value was written with; empty when that is not known
     * @param version the newest of it; null when not known
     * @param json the value; empty when it cannot be decoded, is too long or is masked
     * @param isMasked whether it is left out since it has personal data
     */
    public record Proposal(String subject, @Nullable Integer version, String json, boolean isMasked) {}

    /**
     * What to begin an edit of a letter with.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if letters of its topic may not be replayed
     */
    public Proposal proposal(Letter letter) {
        String topic = letter.record().topic();
        access.requireTopic(topic);
        access.requireActing(topic);
        return registry.ask(client -> {
            String subject = new LetterEdit(client)
                    .subjectOf(letter)
                    .filter(access::seesSubject)
                    .orElse("");
            Integer version = subject.isEmpty()
                    ? null
                    : client.latest(subject).map(latest -> latest.version()).orElse(null);
            Optional<WireFormat.Decoded> decoded = decoded(client, letter);
            boolean isMasked = access.isPersonalDataMasked(topic)
                    && decoded.filter(LetterValues::hasPersonalData).isPresent();
            String json = isMasked ? "" : decoded.map(LetterValues::indented).orElse("");
            return new Proposal(subject, version, json.length() <= LONGEST ? json : "", isMasked);
        });
    }

    private static Optional<WireFormat.Decoded> decoded(HttpRegistryClient client, Letter letter) {
        if (letter.record().value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WireFormat(client).decode(letter.record()));
        } catch (WireFormat.UndecodableException | OperationException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean hasPersonalData(WireFormat.Decoded decoded) {
        try {
            JsonNode json = JSON.readTree(decoded.json());
            return decoded.schema() == null
                    || !PersonalData.masked(decoded.schema(), json).equals(json);
        } catch (JsonProcessingException notJson) {
            return true;
        }
    }

    private static String indented(WireFormat.Decoded decoded) {
        try {
            return JSON.writeValueAsString(JSON.readTree(decoded.json()));
        } catch (JsonProcessingException notJson) {
            return decoded.json();
        }
    }

    /**
     * The bytes of a value in Avro's JSON.
     *
     * @throws OperationException if it is no value of the version, or there is no such version
     */
    public byte[] bytes(String subject, int version, String json) {
        return registry.ask(client -> (access.seesSubject(subject)
                        ? new LetterEdit(client).value(subject, version, json)
                        : Optional.<byte[]>empty())
                .orElseThrow(() -> OperationException.wrongRequest(
                        Messages.of("problem.letter-version", subject, String.valueOf(version)))));
    }
}
