package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.reflect.ReflectData;
import org.jspecify.annotations.Nullable;

/** Makes the readers and writers of values. What the trees do not know, Avro's own readers and writers do. */
public final class RecordCodec {

    private RecordCodec() {}

    /** Writes values of one schema. Safe for several threads. */
    @FunctionalInterface
    public interface Writer {
        void write(@Nullable Object value, AvroOutput out) throws IOException;
    }

    /** Reads values that one schema wrote as another has them. Safe for several threads. */
    @FunctionalInterface
    public interface Reader {
        @Nullable
        Object read(AvroInput in) throws IOException;
    }

    /** Whether Avro's own code reads and writes values of this schema, and so looks for classes each time. */
    public static boolean isLeftToAvro(Schema schema, GenericData data) {
        return data instanceof ReflectData || JavaClassNames.areUsedIn(schema, data);
    }

    /** A writer of values as this data model holds them. */
    public static Writer writer(Schema schema, GenericData data) {
        if (isLeftToAvro(schema, data)) {
            DatumWriter<Object> writer = writerOf(data, schema);
            return (value, out) -> writer.write(value, out);
        }
        return WriterTree.of(schema, data);
    }

    /** A reader of values that {@code writer} wrote, as this data model holds those of {@code reader}. */
    public static Reader reader(Schema writer, Schema reader, GenericData data) {
        if (isLeftToAvro(reader, data)) {
            return in -> readerOf(data, writer, reader).read(null, in);
        }
        return NullableReader.orItself(ReaderTree.of(writer, reader, data));
    }

    /** The field of the value's own schema that a registered field is written from, by its name or a former one. */
    public static Schema.@Nullable Field fieldFor(Schema.Field target, Schema own) {
        Schema.Field source = own.getField(target.name());
        if (source != null || target.aliases().isEmpty()) {
            return source;
        }
        return target.aliases().stream()
                .map(own::getField)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static DatumWriter<Object> writerOf(GenericData data, Schema schema) {
        return (DatumWriter<Object>) data.createDatumWriter(schema);
    }

    @SuppressWarnings("unchecked")
    private static DatumReader<Object> readerOf(GenericData data, Schema writer, Schema reader) {
        return (DatumReader<Object>) data.createDatumReader(writer, reader);
    }
}
