package dev.avenant.benchmarks.serde;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.avro.AvroMapper;
import com.fasterxml.jackson.dataformat.avro.AvroSchema;
import com.fasterxml.jackson.dataformat.avro.jsr310.AvroJavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Jackson with its Avro format: the fields of the generated classes, or maps in the place of generic records. */
final class JacksonSerde implements MeasuredSerde {

    private static final int PREFIX = 5;

    private final ObjectWriter writer;
    private final ObjectReader reader;

    JacksonSerde(Schema schema, boolean isGeneric) {
        AvroMapper mapper = AvroMapper.builder()
                .addModule(new AvroJavaTimeModule())
                // A string, as the schema says; Jackson would write 16 bytes.
                .addModule(new SimpleModule().addSerializer(UUID.class, ToStringSerializer.instance))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .build();
        AvroSchema format = new AvroSchema(schema);
        Class<?> type = isGeneric ? Map.class : SpecificData.get().getClass(schema);
        this.writer = mapper.writerFor(type).with(format);
        this.reader = mapper.readerFor(type).with(format);
    }

    @Override
    public byte[] write(Object value) {
        try {
            byte[] payload = writer.writeValueAsBytes(value);
            byte[] bytes = new byte[PREFIX + payload.length];
            bytes[PREFIX - 1] = 1;
            System.arraycopy(payload, 0, bytes, PREFIX, payload.length);
            return bytes;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Object read(byte[] bytes) {
        try {
            return reader.readValue(bytes, PREFIX, bytes.length - PREFIX);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
