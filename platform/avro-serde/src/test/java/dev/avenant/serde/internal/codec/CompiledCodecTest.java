package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avenant.serde.TrustedRecords;
import dev.avenant.serde.depot.Shelf;
import dev.avenant.serde.depot.floor.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The code that is made for a generated class. */
@Tag("fast")
class CompiledCodecTest {

    private static final SpecificData MODEL = SpecificData.getForClass(Shelf.class);

    /** A record by somebody who implemented what Avro generates. */
    public static final class ByHand extends SpecificRecordBase {

        public static final Schema SCHEMA$ = SchemaBuilder.record("ByHand")
                .namespace("dev.avenant.serde.internal.codec.CompiledCodecTest")
                .fields()
                .requiredInt("number")
                .endRecord();

        private int number;

        @Override
        public Schema getSchema() {
            return SCHEMA$;
        }

        @Override
        public Object get(int field) {
            return number;
        }

        @Override
        public void put(int field, Object value) {
            number = (Integer) value;
        }
    }

    /** In the whole JVM, so none that other tests need not to be trusted. */
    @BeforeEach
    void trust() {
        TrustedRecords.trust(Shelf.class);
        TrustedRecords.trust(Place.class);
        TrustedRecords.trust(ByHand.class);
    }

    @Test
    void readsWhatItWroteWithARecordInItselfAndAFieldThatIsNamedLikeAWordOfJava() throws IOException {
        Shelf shelf = shelf(2, shelf(1, null));

        byte[] bytes = written(Shelf.SCHEMA$, shelf);

        assertThat(read(Shelf.SCHEMA$, bytes)).isEqualTo(shelf);
    }

    @Test
    void readsAnotherVersionWithFieldsThatMovedWidenedWentOrAreNew() throws IOException {
        Schema former = SchemaBuilder.record("Shelf")
                .namespace("dev.avenant.serde.depot")
                .fields()
                .requiredString("gone")
                .requiredString("label")
                .requiredInt("class")
                .endRecord();
        GenericRecord written = new GenericData.Record(former);
        written.put("gone", "away");
        written.put("label", "A");
        written.put("class", 7);

        Object first = read(former, written(former, written));
        Object second = read(former, written(former, written));

        assertThat(first)
                .isEqualTo(new Shelf(7L, "A", true, List.of(), null, 0.5))
                .isEqualTo(second);
        ((Shelf) first).getTags().add("of one record alone");
        assertThat(((Shelf) second).getTags()).isEmpty();
    }

    @Test
    void saysWhichFieldCannotBeWrittenOrRead() throws IOException {
        Shelf broken = shelf(2, shelf(1, null));
        broken.getAbove().orElseThrow().put("label", null);
        byte[] bytes = written(Shelf.SCHEMA$, shelf(2, shelf(1, null)));
        int aboveOfTheInnerShelf = bytes.length - 2 * (1 + Double.BYTES) - 1;
        byte[] malformed = bytes.clone();
        malformed[aboveOfTheInnerShelf] = 6;

        FieldPathException unwritten =
                catchThrowableOfType(FieldPathException.class, () -> written(Shelf.SCHEMA$, broken));
        FieldPathException unread =
                catchThrowableOfType(FieldPathException.class, () -> read(Shelf.SCHEMA$, malformed));

        assertThat(unwritten.path()).isEqualTo("above.label");
        assertThat(unwritten.fault())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("null value for (non-nullable) string");
        assertThat(unread.path()).isEqualTo("above.above");
        assertThat(unread.fault()).isInstanceOf(AvroTypeException.class);
    }

    @Test
    void isSaidOnceForEachClassToBeThereOrNot() throws IOException, JMException {
        List<String> said = new ArrayList<>();
        Logger log = (Logger) LoggerFactory.getLogger(CodecReport.class);
        Level before = log.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        log.setLevel(Level.INFO);
        log.addAppender(appender);
        long compiled = CodecReport.INSTANCE.getCompiled();
        long general = CodecReport.INSTANCE.getGeneral();
        ByHand byHand = new ByHand();
        try {
            for (int i = 0; i < 2; i++) {
                assertThat(read(Place.SCHEMA$, written(Place.SCHEMA$, new Place(3))))
                        .isEqualTo(new Place(3));
                assertThat(read(ByHand.SCHEMA$, written(ByHand.SCHEMA$, byHand)))
                        .isEqualTo(byHand);
            }
        } finally {
            log.detachAppender(appender);
            log.setLevel(before);
        }

        // Other tests speak of other classes meanwhile, and may have used these before in this JVM.
        appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(line -> line.contains(Place.class.getName() + " ") || line.contains(ByHand.class.getName()))
                .forEach(said::add);
        assertThat(said)
                .doesNotHaveDuplicates()
                .isSubsetOf(Arrays.asList(
                        "INFO Code made for dev.avenant.serde.depot.floor.Place reads its records",
                        "INFO Code made for dev.avenant.serde.depot.floor.Place writes its records",
                        "WARN General code reads records of dev.avenant.serde.internal.codec.CompiledCodecTest$ByHand,"
                                + " not code made for the class: Avro did not generate it",
                        "WARN General code writes records of dev.avenant.serde.internal.codec.CompiledCodecTest$ByHand,"
                                + " not code made for the class: Avro did not generate it"));
        assertThat(CodecReport.INSTANCE.getCompiled() - compiled + CodecReport.INSTANCE.getGeneral() - general)
                .isGreaterThanOrEqualTo(said.size());
        ObjectName name = new ObjectName("dev.avenant.serde:type=Codecs");
        long atLeast = CodecReport.INSTANCE.getCompiled();
        assertThat((Long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Compiled"))
                .isBetween(atLeast, CodecReport.INSTANCE.getCompiled());
        assertThat(CodecReport.INSTANCE.getCompiled()).isGreaterThanOrEqualTo(2);
        assertThat(CodecReport.INSTANCE.getGeneral()).isGreaterThanOrEqualTo(2);
    }

    private static Shelf shelf(long number, @Nullable Shelf above) {
        return new Shelf(number, "shelf " + number, false, List.of("a", "b"), above, 1.25);
    }

    private static byte[] written(Schema schema, Object value) throws IOException {
        AvroOutput out = new AvroOutput();
        RecordCodec.writer(schema, value instanceof GenericRecord ? GenericData.get() : MODEL)
                .write(value, out);
        return out.toByteArray();
    }

    private static Object read(Schema writer, byte[] bytes) throws IOException {
        Schema reader = writer.getName().equals("Shelf") ? Shelf.SCHEMA$ : writer;
        AvroInput in = new AvroInput(bytes, 0, bytes.length, new DecodingLimits(100, 1000, 1000));
        return Objects.requireNonNull(RecordCodec.reader(writer, reader, MODEL).read(in));
    }
}
