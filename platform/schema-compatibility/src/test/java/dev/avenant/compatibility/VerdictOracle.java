package dev.avenant.compatibility;

import dev.avenant.avro.generators.RandomValues;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
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
 * What plain Avro has to say to a verdict: records are written and read, with and without logical types converted, and
 * what a verdict claims has to be seen in them or stated.
 */
final class VerdictOracle {
    private static final int RECORDS = 12;
    /** What corrupts although the bytes decode to the same: the meaning changed, or another reader sees another value. */
    private static final Set<String> STATED = Set.of("logical-type-changed", "decimal-changed", "default-changed");

    private final Schema writer;
    private final Schema reader;
    private final boolean writerIsOld;
    private final boolean readerIsInvalid;

    /**
     * An oracle for one direction.
     *
     * @param readerIsInvalid whether the reader has a default that is none, which Avro's parser refuses and on which it may
     *     fail wherever it looks for what could be read
     */
    VerdictOracle(Schema writer, Schema reader, boolean writerIsOld, boolean readerIsInvalid) {
        this.writer = writer;
        this.reader = reader;
        this.writerIsOld = writerIsOld;
        this.readerIsInvalid = readerIsInvalid;
    }

    /** What speaks against a verdict; empty when nothing does. */
    List<String> objections(DirectionResult result, long seed) {
        List<String> objections = new ArrayList<>();
        if (result.verdict() == Verdict.BREAKS) {
            if (result.findings().stream()
                            .noneMatch(finding -> fails(finding)
                                    || refusedByAvro(finding)
                                    || finding.ruleId().equals("reader-default-fails"))
                    && !(readerIsInvalid && failsAlways(seed))) {
                objections.add("BREAKS, and neither Avro's checker nor a record says so");
            }
            return objections;
        }
        if (result.verdict() == Verdict.CORRUPTS && result.findings().stream().noneMatch(VerdictOracle::changes)) {
            objections.add("CORRUPTS, and no record shows it nor is a reason stated");
        }
        RandomValues values = RandomValues.plain(seed);
        for (int i = 0; i < RECORDS; i++) {
            values.of(writer).ifPresent(value -> {
                String objection = objection(value, result.verdict());
                if (objection != null) {
                    objections.add(objection);
                }
            });
        }
        return objections;
    }

    private boolean failsAlways(long seed) {
        RandomValues values = RandomValues.plain(seed);
        for (int i = 0; i < RECORDS; i++) {
            if (values.of(writer).map(this::encoded).filter(this::isRead).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private boolean isRead(byte[] bytes) {
        try {
            Object unused = decoded(bytes, reader, new GenericData());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private @Nullable String objection(Object value, Verdict verdict) {
        byte[] bytes = encoded(value);
        if (bytes == null) {
            return null;
        }
        try {
            Object read = decoded(bytes, reader, new GenericData());
            if (verdict == Verdict.CORRUPTS) {
                return null;
            }
            String change = new Meaning(writerIsOld).change(writer, reader, value, read);
            if (change != null) {
                return "SAFE, and changes" + change;
            }
        } catch (IOException | RuntimeException e) {
            return verdict + ", and fails with " + e + " for " + value;
        }
        return converts(bytes, writer, true) && !converts(bytes, reader, true) && !converts(bytes, reader, false)
                ? "SAFE, and cannot be converted to Java: " + value
                : null;
    }

    /** Avro's fast reader cannot convert what a union wrote and a plain type reads, so the other has a say as well. */
    private boolean converts(byte[] bytes, Schema by, boolean fast) {
        try {
            decoded(bytes, by, converting(fast));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean fails(Finding finding) {
        return finding.effect() == Verdict.BREAKS
                && finding.witness() != null
                && finding.witness().failure() != null;
    }

    /** What Avro's checker or the decoder's resolution refuses, although some records get through. */
    private boolean refusedByAvro(Finding finding) {
        try {
            return finding.effect() == Verdict.BREAKS
                    && SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                    .getType()
                            == SchemaCompatibilityType.INCOMPATIBLE;
        } catch (AvroRuntimeException e) {
            return true;
        }
    }

    private static boolean changes(Finding finding) {
        if (finding.effect() != Verdict.CORRUPTS) {
            return false;
        }
        boolean shown = finding.witness() != null
                && !finding.witness().written().equals(finding.witness().read());
        return shown
                || STATED.contains(finding.ruleId())
                || finding.ruleId().equals("another-type")
                || (finding.ruleId().equals("alias-takes-value")
                        && finding.message().contains("comes back as"))
                || finding.witness() == null;
    }

    private byte @Nullable [] encoded(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<Object>(writer, new GenericData()).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private @Nullable Object decoded(byte[] bytes, Schema by, GenericData data) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        Object read = new GenericDatumReader<Object>(writer, by, data).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes are left over");
        }
        return read;
    }

    private static GenericData converting(boolean fast) {
        GenericData data = new GenericData();
        data.setFastReaderEnabled(fast);
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.BigDecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        return data;
    }
}
