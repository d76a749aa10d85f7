package dev.avenant.operations.letters;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.AvroJsonCheck;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.serde.id.SchemaIdHeaders;
import dev.avenant.text.Sentence;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Another value for one letter, held against a version of its schema before it goes anywhere. */
public final class LetterEdit {
    private final RegistryClient registry;

    public LetterEdit(RegistryClient registry) {
        this.registry = registry;
    }

    /** The value is none of the version; the message is half a sentence with the path. */
    public static final class MismatchException extends OperationException {
        private static final long serialVersionUID = 1L;

        MismatchException(Sentence problem) {
            super(Reason.WRONG_REQUEST, problem);
        }
    }

    /** The subject that a letter's value was written with; empty when it does not say. */
    public Optional<String> subjectOf(Letter letter) {
        byte[] value = letter.record().value();
        Optional<WirePrefix> prefix = value == null ? Optional.empty() : WirePrefix.of(value);
        String topic = letter.report().origin().topic();
        return prefix.flatMap(found -> LetterSchemas.writers(topic, found.schemaId(), registry).stream()
                .map(writer -> String.valueOf(writer.subject()))
                .findFirst());
    }

    /**
     * A value in Avro's JSON as bytes with their schema's id before them; empty when there is no such version.
     *
     * @throws MismatchException if it is no value of the version
     */
    public Optional<byte[]> value(String subject, int version, String json) {
        Optional<RegisteredSchema> registered = registry.version(subject, version);
        return registered.map(found -> {
            Schema schema = new WireFormat(registry).parse(found);
            AvroJsonCheck.problem(schema, json).ifPresent(problem -> {
                throw new MismatchException(problem);
            });
            return WireFormat.fromJson(schema, Objects.requireNonNull(found.id(), "id"), json);
        });
    }

    /** The record with another value. */
    public static ProducerRecord<byte[], byte[]> withValue(ProducerRecord<byte[], byte[]> record, byte[] value) {
        record.headers().remove(SchemaIdHeaders.VALUE);
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), value, record.headers());
    }
}
