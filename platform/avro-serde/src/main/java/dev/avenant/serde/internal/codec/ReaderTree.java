package dev.avenant.serde.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Builds the tree of readers for what one schema wrote and another reads, as Avro resolves the two. */
final class ReaderTree {

    private final GenericData data;
    private final IdentityHashMap<Resolver.Action, RecordReader> records = new IdentityHashMap<>();

    private ReaderTree(GenericData data) {
        this.data = data;
    }

    static ValueReader of(Schema writer, Schema reader, GenericData data) {
        return new ReaderTree(data).readerOf(Resolver.resolve(writer, reader, data));
    }

    private ValueReader readerOf(Resolver.Action action) {
        boolean isConverted = action.type != Resolver.Action.Type.READER_UNION
                && action.type != Resolver.Action.Type.WRITER_UNION
                && action.type != Resolver.Action.Type.ERROR;
        if (!isConverted || action.conversion == null || action.logicalType == null) {
            return rawReaderOf(action);
        }
        ValueReader direct = action.type == Resolver.Action.Type.DO_NOTHING
                ? LogicalReaders.direct(action.reader, action.conversion)
                : null;
        return direct != null
                ? direct
                : SimpleReaders.converted(rawReaderOf(action), action.reader, action.logicalType, action.conversion);
    }

    private ValueReader rawReaderOf(Resolver.Action action) {
        return switch (action.type) {
            case DO_NOTHING -> SimpleReaders.same(action.reader, data);
            case ERROR -> SimpleReaders.failing((Resolver.ErrorAction) action);
            case PROMOTE -> SimpleReaders.promoted(action.writer, action.reader);
            case CONTAINER -> container((Resolver.Container) action);
            case ENUM -> new SimpleReaders.Enumeration((Resolver.EnumAdjust) action);
            case SKIP -> new Skipper(action.writer);
            case RECORD -> record((Resolver.RecordAdjust) action);
            case WRITER_UNION ->
                new SimpleReaders.Union(Arrays.stream(((Resolver.WriterUnion) action).actions)
                        .map(this::readerOf)
                        .toArray(ValueReader[]::new));
            case READER_UNION -> readerOf(((Resolver.ReaderUnion) action).actualAction);
        };
    }

    private ValueReader container(Resolver.Container action) {
        ValueReader element = readerOf(action.elementAction);
        int smallest = SmallestSize.of(action.elementAction.writer);
        if (action.reader.getType() == Schema.Type.ARRAY) {
            return new CollectionReaders.Array(action.reader, data, element, smallest);
        }
        return new CollectionReaders.Dictionary(SimpleReaders.isJavaString(action.reader), element, 1 + smallest);
    }

    private ValueReader record(Resolver.RecordAdjust action) {
        RecordReader known = records.get(action);
        if (known != null) {
            return known;
        }
        RecordReader reader = new RecordReader(action.reader, action.instanceSupplier);
        records.put(action, reader);
        List<RecordReader.Field> written = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < action.fieldActions.length; i++) {
            Resolver.Action field = action.fieldActions[i];
            String name = action.writer.getFields().get(i).name();
            written.add(
                    field instanceof Resolver.Skip
                            ? RecordReader.Field.skipped(name, readerOf(field))
                            : new RecordReader.Field(name, readerOf(field), action.readerOrder[next++].pos()));
        }
        List<RecordReader.Default> missing = new ArrayList<>();
        for (int i = action.firstDefault; i < action.readerOrder.length; i++) {
            Schema.Field field = action.readerOrder[i];
            Object value = action.defaults[i - action.firstDefault];
            missing.add(new RecordReader.Default(field.pos(), field.schema(), value, data));
        }
        reader.complete(written.toArray(RecordReader.Field[]::new), missing.toArray(RecordReader.Default[]::new));
        return reader;
    }
}
