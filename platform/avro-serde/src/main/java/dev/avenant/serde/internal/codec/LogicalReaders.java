package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.jspecify.annotations.Nullable;

/** Readers that go straight from the bytes to a Java type, where the data model uses Avro's own conversion for it. */
final class LogicalReaders {

    private static final ValueReader INSTANT_MILLIS = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return Instant.ofEpochMilli(in.readLong());
        }
    };
    private static final ValueReader DATE = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return LocalDate.ofEpochDay(in.readInt());
        }
    };
    private static final ValueReader UUID_STRING = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            int start = in.position();
            UUID uuid = in.readCanonicalUuid();
            if (uuid != null) {
                return uuid;
            }
            in.returnTo(start);
            return UUID.fromString(in.readString());
        }
    };

    private LogicalReaders() {}

    /** A reader for values written as they are read; null when there is no short way. */
    static @Nullable ValueReader direct(Schema schema, Conversion<?> conversion) {
        if (conversion.getClass() == TimeConversions.TimestampMillisConversion.class) {
            return INSTANT_MILLIS;
        }
        if (conversion.getClass() == TimeConversions.DateConversion.class) {
            return DATE;
        }
        if (conversion.getClass() == Conversions.UUIDConversion.class && schema.getType() == Schema.Type.STRING) {
            return UUID_STRING;
        }
        if (conversion.getClass() == Conversions.DecimalConversion.class
                && schema.getType() == Schema.Type.BYTES
                && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new DecimalBytes(decimal.getScale());
        }
        return null;
    }

    private static final class DecimalBytes extends ValueReader {
        private final int scale;

        DecimalBytes(int scale) {
            this.scale = scale;
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int length = in.readLength();
            if (length < 1 || length > Long.BYTES) {
                return new BigDecimal(new BigInteger(in.copy(length)), scale);
            }
            int at = in.take(length);
            long unscaled = in.array()[at];
            for (int i = at + 1; i < at + length; i++) {
                unscaled = unscaled << Byte.SIZE | (in.array()[i] & 0xff);
            }
            return BigDecimal.valueOf(unscaled, scale);
        }
    }
}
