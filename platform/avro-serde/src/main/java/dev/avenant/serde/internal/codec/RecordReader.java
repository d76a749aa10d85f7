package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Reads records: the written fields in their order into their places, then the defaults of those not written. */
final class RecordReader extends ValueReader {

    private static final int SKIPPED = -1;

    private final Schema schema;
    private final GenericData.InstanceSupplier instances;
    private ValueReader[] readers = {};
    private int[] places = {};
    private String[] names = {};
    private Default[] defaults = {};
    /** The code that was made for the class; null when there is none. */
    private RecordCodec.@Nullable Reader compiled;

    RecordReader(Schema schema, GenericData.InstanceSupplier instances) {
        this.schema = schema;
        this.instances = instances;
    }

    void complete(Field[] writtenFields, Default[] missingFields) {
        this.readers = Arrays.stream(writtenFields).map(Field::reader).toArray(ValueReader[]::new);
        this.places = Arrays.stream(writtenFields).mapToInt(Field::place).toArray();
        this.names = Arrays.stream(writtenFields).map(Field::name).toArray(String[]::new);
        this.defaults = missingFields;
        this.compiled = compiled(writtenFields);
    }

    RecordCodec.Reader compiledOrItself() {
        return compiled == null ? this : compiled;
    }

    private RecordCodec.@Nullable Reader compiled(Field[] writtenFields) {
        Class<?> type = instances.newInstance(null, schema).getClass();
        return CompiledCodec.of(type, "read", "", () -> {
            List<CompiledReader.Step> steps = new ArrayList<>();
            for (Field field : writtenFields) {
                steps.add(new CompiledReader.Step(
                        field.name(), field.reader(), field.place() == SKIPPED ? null : nameOf(field.place())));
            }
            for (Default missing : defaults) {
                String name = nameOf(missing.place());
                steps.add(new CompiledReader.Step(name, ValueReader.of(in -> missing.value()), name));
            }
            return CompiledReader.of(type, steps);
        });
    }

    private String nameOf(int place) {
        return schema.getFields().get(place).name();
    }

    @Override
    public @Nullable Object read(AvroInput in) throws IOException {
        return compiled == null ? readByPlaces(in) : compiled.read(in);
    }

    private Object readByPlaces(AvroInput in) throws IOException {
        in.enterRecord();
        IndexedRecord record = (IndexedRecord) instances.newInstance(null, schema);
        ValueReader[] written = readers;
        int i = 0;
        try {
            for (; i < written.length; i++) {
                Object value = written[i].read(in);
                if (places[i] != SKIPPED) {
                    record.put(places[i], value);
                }
            }
        } catch (FieldPathException fault) {
            throw fault.under(names[i]);
        } catch (RuntimeException | IOException fault) {
            throw new FieldPathException(names[i], fault);
        }
        for (Default missing : defaults) {
            record.put(missing.place(), missing.value());
        }
        in.leaveRecord();
        return record;
    }

    /** A field that was written: how it is read and where it goes. */
    record Field(String name, ValueReader reader, int place) {
        static Field skipped(String name, ValueReader skipper) {
            return new Field(name, skipper, SKIPPED);
        }
    }

    /** A field that was not written; a value that somebody could change is copied for each record. */
    record Default(int place, Schema schema, @Nullable Object shared, GenericData data) {
        @Nullable
        Object value() {
            return isImmutable() ? shared : data.deepCopy(schema, shared);
        }

        private boolean isImmutable() {
            return shared == null
                    || shared instanceof String
                    || shared instanceof Number
                    || shared instanceof Boolean
                    || shared instanceof Enum<?>;
        }
    }
}
