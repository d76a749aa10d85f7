package dev.avenant.serde.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.jspecify.annotations.Nullable;

/** Short ways from raw values to Java types, where the data model uses Avro's own conversion. */
final class LogicalReaders {

    private LogicalReaders() {}

    static @Nullable Function<Object, Object> direct(Schema schema, Conversion<?> conversion) {
        if (conversion.getClass() == TimeConversions.TimestampMillisConversion.class) {
            return value -> Instant.ofEpochMilli((Long) value);
        }
        if (conversion.getClass() == TimeConversions.DateConversion.class) {
            return value -> LocalDate.ofEpochDay((Integer) value);
        }
        return null;
    }
}
