package dev.avenant.operations.letters;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.AvroTrace;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the bytes of a letter are: holds them against the schema that they name, and against every version of the
 * subjects of the topic that they came from. Throws what the registry's client throws when it does not answer.
 */
public final class LetterExplainer {
    private static final int MOST_PARTS = 400;
    private static final int MOST_VERSIONS = 60;

    /** Reading a large value takes a while, so it is tried with fewer versions. */
    private static final int LARGE_BYTES = 1_000_000;

    private static final int MOST_VERSIONS_OF_LARGE = 5;

    private final RegistryClient registry;
    private final WireFormat format;

    public LetterExplainer(RegistryClient registry) {
        this.registry = registry;
        this.format = new WireFormat(registry);
    }

    /** What was found out about a letter's value; for one that lies in parts, about what is left of it here. */
    public LetterExplanation explain(Letter letter) {
        byte[] value = letter.record().value();
        if (value == null) {
            return nothing(BytesDiagnosis.NONE);
        }
        if (value.length == 0) {
            return nothing(BytesDiagnosis.EMPTY);
        }
        return new Attempt(letter.report().origin().topic(), value).explain();
    }

    private static LetterExplanation nothing(BytesDiagnosis diagnosis) {
        return new LetterExplanation(diagnosis, LetterFacts.NO_SCHEMA, 0, List.of(), null, null, null, List.of(), 0);
    }

    /** One value, and what the registry says of its topic. */
    private final class Attempt {
        private final byte[] value;
        private final List<RegisteredSchema> known = new ArrayList<>();
        private int more;

        Attempt(@Nullable String topic, byte[] value) {
            this.value = value;
            List<RegisteredSchema> all = new ArrayList<>();
            if (topic != null) {
                registry.eachSchema(topic + "-", false, all::add);
            }
            all.sort(Comparator.comparing(RegisteredSchema::version, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .reversed());
            int most = value.length > LARGE_BYTES ? MOST_VERSIONS_OF_LARGE : MOST_VERSIONS;
            all.stream().limit(most).forEach(known::add);
            more = Math.max(0, all.size() - most);
        }

        LetterExplanation explain() {
            Optional<WirePrefix> prefix = WirePrefix.of(value);
            return prefix.isPresent() ? ofPrefixed(prefix.get().schemaId()) : ofOther();
        }

        private LetterExplanation ofPrefixed(int id) {
            Optional<RegisteredSchema> written = id < 0 ? Optional.empty() : registry.byId(id);
            if (written.isEmpty()) {
                Optional<LetterExplanation> lost = ofLostMagic();
                if (lost.isPresent()) {
                    return lost.get();
                }
            }
            List<VersionFit> fits = fits(WirePrefix.BYTES);
            if (written.isEmpty()) {
                boolean isReversed = id != 0
                        && known.stream().anyMatch(schema -> Objects.equals(schema.id(), Integer.reverseBytes(id)));
                return found(
                        isReversed ? BytesDiagnosis.REVERSED_ID : BytesDiagnosis.UNKNOWN_ID,
                        id,
                        WirePrefix.BYTES,
                        List.of(),
                        null,
                        fits);
            }
            if (!isAvro(written.get())) {
                return found(BytesDiagnosis.OTHER_TYPE, id, WirePrefix.BYTES, List.of(), null, fits);
            }
            Schema schema = format.parse(written.get());
            AvroTrace trace = AvroTrace.of(value, WirePrefix.BYTES, schema, MOST_PARTS);
            List<VersionFit> writers =
                    fits.stream().filter(fit -> fit.id() == id).toList();
            if (!trace.isWhole()) {
                return found(diagnosisOf(trace, fits), id, WirePrefix.BYTES, writers, trace, fits);
            }
            VersionFit reader = newestOf(writers, fits);
            String problem = reader == null ? null : problemOf(schema, reader.schema());
            return new LetterExplanation(
                    problem == null ? BytesDiagnosis.READABLE : BytesDiagnosis.INCOMPATIBLE,
                    id,
                    WirePrefix.BYTES,
                    writers,
                    trace,
                    reader,
                    problem,
                    fits,
                    more);
        }

        private BytesDiagnosis diagnosisOf(AvroTrace trace, List<VersionFit> fits) {
            if (value.length > 2 * WirePrefix.BYTES && isReadBehind(2 * WirePrefix.BYTES)) {
                return BytesDiagnosis.TWO_PREFIXES;
            }
            if (fits.stream().anyMatch(VersionFit::isWhole)) {
                return BytesDiagnosis.OTHER_SCHEMA;
            }
            if (ByteForms.holdsReplacedBytes(value)) {
                return BytesDiagnosis.TAKEN_FOR_TEXT;
            }
            AvroTrace.Kind kind =
                    trace.whereItFails().map(AvroTrace.Failure::kind).orElse(AvroTrace.Kind.NO_BOOLEAN);
            return switch (kind) {
                case TRUNCATED -> BytesDiagnosis.TRUNCATED;
                case TRAILING -> BytesDiagnosis.TRAILING;
                case TOO_LARGE -> BytesDiagnosis.NOT_READ;
                default -> BytesDiagnosis.DAMAGED;
            };
        }

        /** Whether a second prefix stands before what is a value. */
        private boolean isReadBehind(int from) {
            byte[] inner = Arrays.copyOfRange(value, WirePrefix.BYTES, value.length);
            return WirePrefix.of(inner)
                            .filter(second ->
                                    known.stream().anyMatch(schema -> Objects.equals(schema.id(), second.schemaId())))
                            .isPresent()
                    && fits(from).stream().anyMatch(VersionFit::isWhole);
        }

        private LetterExplanation ofOther() {
            Optional<BytesDiagnosis> form = ByteForms.of(value);
            if (form.isPresent()) {
                return found(form.get(), LetterFacts.NO_SCHEMA, 0, List.of(), null, List.of());
            }
            if (value.length > WirePrefix.BYTES && isKnownIdAt(1)) {
                List<VersionFit> fits = fits(WirePrefix.BYTES);
                if (fits.stream().anyMatch(VersionFit::isWhole)) {
                    return found(
                            BytesDiagnosis.OTHER_MAGIC, LetterFacts.NO_SCHEMA, WirePrefix.BYTES, List.of(), null, fits);
                }
            }
            Optional<LetterExplanation> lost = ofLostMagic();
            if (lost.isPresent()) {
                return lost.get();
            }
            List<VersionFit> fits = fits(0);
            if (fits.stream().anyMatch(VersionFit::isWhole) && !ByteForms.isText(value)) {
                return found(BytesDiagnosis.NO_PREFIX, LetterFacts.NO_SCHEMA, 0, List.of(), null, fits);
            }
            return found(
                    ByteForms.isText(value) ? BytesDiagnosis.TEXT : BytesDiagnosis.UNKNOWN_BYTES,
                    LetterFacts.NO_SCHEMA,
                    0,
                    List.of(),
                    null,
                    List.of());
        }

        /** The first byte of an id is 0 itself, as long as there are fewer than 16 million, and is taken for the magic byte. */
        private Optional<LetterExplanation> ofLostMagic() {
            if (value.length <= Integer.BYTES || !isKnownIdAt(0)) {
                return Optional.empty();
            }
            List<VersionFit> fits = fits(Integer.BYTES);
            return fits.stream().anyMatch(VersionFit::isWhole)
                    ? Optional.of(found(
                            BytesDiagnosis.LOST_MAGIC, LetterFacts.NO_SCHEMA, Integer.BYTES, List.of(), null, fits))
                    : Optional.empty();
        }

        private boolean isKnownIdAt(int index) {
            int id = ByteBuffer.wrap(value, index, Integer.BYTES).getInt();
            return known.stream().anyMatch(schema -> Objects.equals(schema.id(), id));
        }

        private LetterExplanation found(
                BytesDiagnosis diagnosis,
                int id,
                int from,
                List<VersionFit> writers,
                @Nullable AvroTrace trace,
                List<VersionFit> fits) {
            AvroTrace shown = trace == null
                    ? fits.stream()
                            .filter(VersionFit::isWhole)
                            .findFirst()
                            .map(VersionFit::trace)
                            .orElse(null)
                    : trace;
            return new LetterExplanation(
                    diagnosis, id, from, writers, shown, newestOf(writers, fits), null, fits, more);
        }

        private List<VersionFit> fits(int from) {
            List<VersionFit> fits = new ArrayList<>();
            for (RegisteredSchema schema : known) {
                if (isAvro(schema) && schema.id() != null && schema.version() != null) {
                    try {
                        Schema parsed = format.parse(schema);
                        fits.add(new VersionFit(
                                String.valueOf(schema.subject()),
                                schema.version(),
                                schema.id(),
                                parsed,
                                AvroTrace.of(value, from, parsed, MOST_PARTS)));
                    } catch (OperationException unusable) {
                        more++;
                    }
                }
            }
            fits.sort(Comparator.comparing(VersionFit::isWhole).reversed());
            return fits;
        }

        private @Nullable String problemOf(Schema writer, Schema reader) {
            try {
                new GenericDatumReader<>(writer, reader)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(value, WirePrefix.BYTES, value.length - WirePrefix.BYTES, null));
                return null;
            } catch (IOException | RuntimeException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }

    private static @Nullable VersionFit newestOf(List<VersionFit> writers, List<VersionFit> all) {
        return writers.stream()
                .flatMap(writer -> all.stream().filter(fit -> fit.subject().equals(writer.subject())))
                .max(Comparator.comparingInt(VersionFit::version))
                .orElse(null);
    }

    private static boolean isAvro(RegisteredSchema schema) {
        return schema.schemaType() == null || schema.schemaType().equals("AVRO");
    }
}
