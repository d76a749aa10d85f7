package dev.avenant.compatibility.witness;

import dev.avenant.finding.Witness;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encodes with one schema and decodes with another, as a service and its peer do. Safe for one thread.
 */
public final class Decoding {
    private static final int LONGEST = 2_000;

    private final Schema writer;
    private final Schema reader;
    private final GenericData meanings = meanings();
    private final GenericDatumWriter<Object> encoder;
    private final GenericDatumReader<Object> plain;
    private final GenericDatumReader<Object> converting;
    private final GenericDatumReader<Object> meantByWriter;
    private final GenericDatumReader<Object> meantByReader;

    /** From the writer's schema to the reader's. */
    public Decoding(Schema writer, Schema reader) {
        this.writer = writer;
        this.reader = reader;
        this.encoder = new GenericDatumWriter<>(writer, new GenericData());
        this.plain = new GenericDatumReader<>(writer, reader, new GenericData());
        GenericData conversions = new GenericData();
        conversions.addLogicalTypeConversion(new Conversions.UUIDConversion());
        conversions.addLogicalTypeConversion(new Conversions.BigDecimalConversion());
        this.converting = new GenericDatumReader<>(writer, reader, conversions);
        this.meantByWriter = new GenericDatumReader<>(writer, writer, meanings);
        this.meantByReader = new GenericDatumReader<>(writer, reader, meanings);
    }

    /** Times and decimals as what they stand for. */
    private static GenericData meanings() {
        GenericData meanings = new GenericData();
        List.of(
                        new Conversions.DecimalConversion(),
                        new TimeConversions.DateConversion(),
                        new TimeConversions.TimeMillisConversion(),
                        new TimeConversions.TimeMicrosConversion(),
                        new TimeConversions.TimestampMillisConversion(),
                        new TimeConversions.TimestampMicrosConversion(),
                        new TimeConversions.TimestampNanosConversion(),
                        new TimeConversions.LocalTimestampMillisConversion(),
                        new TimeConversions.LocalTimestampMicrosConversion(),
                        new TimeConversions.LocalTimestampNanosConversion())
                .forEach(meanings::addLogicalTypeConversion);
        return meanings;
    }

    /**
     * What became of one record.
     *
     * @param written the record
     * @param read what was decoded; null when decoding failed or gave null
     * @param failure why decoding failed; null when it did not
     */
    public record Outcome(
            @Nullable Object written,
            @Nullable Object read,
            @Nullable String failure) {
        private static final String LEFT_OVER = "bytes are left over after the record";

        /** Of a record behind which bytes were left. */
        static Outcome leftOver(@Nullable Object written) {
            return new Outcome(written, null, LEFT_OVER);
        }

        /** Why it could not be decoded, in every language: what Avro says is quoted; null when it could. */
        public @Nullable Sentence said() {
            if (failure == null) {
                return null;
            }
            return failure.equals(LEFT_OVER) ? SchemaText.of("witness-left-over") : Sentence.quoting(failure);
        }

        /** Whether it could not be decoded. */
        public boolean failed() {
            return failure != null;
        }
    }

    /**
     * The outcome for a report, shortened to the way that leads to a place.
     *
     * @param written the way in the record that was written: the names of fields, {@code []} for an item of an array and
     *     {@code {}} for an entry of a map; empty for the whole record
     * @param read the same in the record that was read
     */
    public Witness witness(Outcome outcome, List<String> written, List<String> read) {
        byte[] bytes = encode(outcome.written());
        if (bytes == null) {
            throw new IllegalArgumentException("an outcome is of a record that could be encoded");
        }
        Outcome meant = meant(outcome, bytes, written, read);
        return new Witness(
                ValueDisplay.of(meanings, writer, meant.written(), written),
                meant.failed() ? null : ValueDisplay.of(meanings, reader, meant.read(), read),
                meant.said(),
                HexFormat.of().formatHex(bytes));
    }

    /**
     * Encodes and decodes.
     *
     * @return null when the record cannot be encoded with the writer's schema
     */
    public @Nullable Outcome run(@Nullable Object record) {
        return run(record, plain);
    }

    /** As {@link #run}, with values of logical type uuid and big-decimal converted to their Java class. */
    public @Nullable Outcome runConverting(@Nullable Object record) {
        return run(record, converting);
    }

    /**
     * The outcome with times and decimals as what they stand for, where both sides would look the same without; as it was
     * where they do not, or where a value stands for nothing.
     */
    private Outcome meant(Outcome outcome, byte[] bytes, List<String> written, List<String> read) {
        if (outcome.failed()
                || !ValueDisplay.of(meanings, writer, outcome.written(), written)
                        .equals(ValueDisplay.of(meanings, reader, outcome.read(), read))) {
            return outcome;
        }
        try {
            return new Outcome(
                    meantByWriter.read(null, DecoderFactory.get().binaryDecoder(bytes, null)),
                    meantByReader.read(null, DecoderFactory.get().binaryDecoder(bytes, null)),
                    null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return outcome;
        }
    }

    private @Nullable Outcome run(@Nullable Object record, GenericDatumReader<Object> reader) {
        byte[] bytes = encode(record);
        if (bytes == null) {
            return null;
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
            Object read = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                return Outcome.leftOver(record);
            }
            return new Outcome(record, read, null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new Outcome(record, null, describe(e));
        }
    }

    private byte @Nullable [] encode(@Nullable Object record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
        try {
            encoder.setSchema(writer);
            encoder.write(record, binary);
            binary.flush();
            return out.toByteArray();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + shortened(message.lines().findFirst().orElse(""));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
