package dev.avenant.serde.internal;

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

    private LogicalReaders() {}

    /** A reader for values written as they are read; null when there is no short way. */
    static @Nullable ValueReader direct(Schema schema, Conversion<?> conversion) {
        if (conversion.getClass() == TimeConversions.TimestampMillisConversion.class) {
            return in -> Instant.ofEpochMilli(in.readLong());
        }
        if (conversion.getClass() == TimeConversions.DateConversion.class) {
            return in -> LocalDate.ofEpochDay(in.readInt());
        }
        if (conversion.getClass() == Conversions.UUIDConversion.class && schema.getType() == Schema.Type.STRING) {
            return LogicalReaders::readUuid;
        }
        if (conversion.getClass() == Conversions.DecimalConversion.class
                && schema.getType() == Schema.Type.BYTES
                && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            int scale = decimal.getScale();
            return in -> readDecimal(in, scale);
        }
        return null;
    }

    private static UUID readUuid(AvroInput in) throws IOException {
        int start = in.position();
        UUID uuid = in.readCanonicalUuid();
        if (uuid != null) {
            return uuid;
        }
        in.returnTo(start);
        return UUID.fromString(in.readString());
    }

    private static BigDecimal readDecimal(AvroInput in, int scale) throws IOException {
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
