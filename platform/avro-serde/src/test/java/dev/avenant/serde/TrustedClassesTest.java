package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.depot.Pallet;
import dev.avenant.serde.depot.floor.Place;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.model.Shipment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema may name any class; which of them records become objects of is for the settings to say. */
@Tag("fast")
class TrustedClassesTest {

    private static final String PACKAGES = "avenant.trusted.packages";
    private static final List<String> INITIALISED = new CopyOnWriteArrayList<>();
    private static final Pallet PALLET = new Pallet(7L, new Place(3));

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    /** A class that must not even be initialised because a schema names it. */
    public static final class NeverMade extends SpecificRecordBase {
        static {
            INITIALISED.add("NeverMade");
        }

        @Override
        public Schema getSchema() {
            throw new IllegalStateException();
        }

        @Override
        public Object get(int field) {
            throw new IllegalStateException();
        }

        @Override
        public void put(int field, Object value) {
            throw new IllegalStateException();
        }
    }

    @Test
    void becomeObjectsWhenTheirPackageOrNameIsAmongTheSettings() {
        byte[] bytes = written(PALLET);

        assertThat(reading("com.example,dev.avenant.serde.depot").deserialize("t", bytes))
                .isEqualTo(PALLET);
        assertThat(reading("dev.avenant.serde.depot.Pallet").deserialize("t", bytes))
                .isEqualTo(PALLET);
    }

    @Test
    void areRefusedOtherwiseAndTheSettingIsNamed() {
        byte[] bytes = written(PALLET);
        // A package whose name only begins alike.
        KafkaAvroDeserializer deserializer = reading("dev.avenant.serde.dep,com.example");

        SerdeException refused = catchThrowableOfType(SerdeException.class, () -> deserializer.deserialize("t", bytes));

        assertThat(refused)
                .hasMessage("[value of t, subject t-value, schema 1] Class dev.avenant.serde.depot.Pallet is not"
                        + " trusted, and that a schema names it is no reason to make objects of it. If it is one of"
                        + " yours, name it or its package in avenant.trusted.packages, which is"
                        + " 'dev.avenant.serde.dep,com.example'");
        assertThat(refused.kind()).isEqualTo(SerdeFailure.Kind.INCOMPATIBLE);
    }

    @Test
    void areNotWidenedByWhatAnotherDeserializerTrusts() {
        byte[] bytes = written(PALLET);
        KafkaAvroDeserializer trusting = reading("dev.avenant.serde.depot");
        Object before = trusting.deserialize("t", bytes);
        KafkaAvroDeserializer other = reading("");

        assertThatThrownBy(() -> other.deserialize("t", bytes))
                .hasMessageContaining("Class dev.avenant.serde.depot.Pallet is not trusted")
                .hasMessageEndingWith("avenant.trusted.packages, which is empty");
        assertThat(trusting.deserialize("t", bytes)).isEqualTo(before).isEqualTo(PALLET);
    }

    @Test
    void areNotAvrosForTheWholeJvm() {
        Schema schema = HandMade.SCHEMA$;
        GenericRecord written = new GenericData.Record(schema);
        written.put("number", 4);
        byte[] bytes = written(written);

        Object read = reading("dev.avenant.serde.HandMade").deserialize("t", bytes);

        assertThat(read).isInstanceOf(HandMade.class);
        assertThatThrownBy(() -> SpecificData.get().getClass(schema))
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("Forbidden dev.avenant.serde.HandMade!");
    }

    @Test
    void areAlsoThoseThatTheApplicationTrustsInTheWholeJvm() {
        GenericRecord written = new GenericData.Record(OfTheApplication.SCHEMA$);
        written.put("number", 4);
        byte[] bytes = written(written);
        ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(type -> type == OfTheApplication.class || before.isTrusted(type));

        Object read = reading("").deserialize("t", bytes);
        ClassSecurityValidator.ClassSecurityPredicate installed = ClassSecurityValidator.getGlobal();
        reading("").deserialize("t", bytes);

        assertThat(read).isInstanceOf(OfTheApplication.class);
        assertThat(ClassSecurityValidator.getGlobal())
                .as("the serde puts itself before it once, however many there are")
                .isSameAs(installed);
    }

    @Test
    void areThoseThatAvroGeneratedUnlessSomethingElseIsSaid() {
        GenericRecord made = new GenericData.Record(SchemaBuilder.record("NeverMade")
                .namespace("dev.avenant.serde.TrustedClassesTest")
                .fields()
                .requiredInt("number")
                .endRecord());
        made.put("number", 4);
        byte[] handMade = written(made);
        byte[] generated = written(PALLET);
        KafkaAvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", true));

        assertThat(deserializer.deserialize("t", generated)).isEqualTo(PALLET);
        assertThatThrownBy(() -> deserializer.deserialize("t", handMade))
                .hasMessageContaining("Class dev.avenant.serde.TrustedClassesTest$NeverMade is not trusted")
                .hasMessageEndingWith("avenant.trusted.packages, which is '*'");
        assertThat(INITIALISED).doesNotContain("NeverMade");
    }

    @Test
    void countAlsoWithinASchemaThatIsNotOfAClass() {
        // The latest version names a class in a field that the class of the record does not have.
        Schema latest = SchemaBuilder.record("Pallet")
                .namespace("dev.avenant.serde.depot")
                .fields()
                .requiredLong("number")
                .name("shipment")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type(Shipment.SCHEMA$)
                .endUnion()
                .nullDefault()
                .endRecord();
        byte[] bytes = written(PALLET);
        registry.register("t-value", SchemaDefinition.of(latest.toString()), false);
        KafkaAvroDeserializer deserializer = deserializer(Map.of(
                "specific.avro.reader", true, "use.latest.version", true, PACKAGES, "dev.avenant.serde.depot.Pallet"));

        assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
                .hasMessageContaining("Class dev.avenant.serde.model.")
                .hasMessageContaining(" is not trusted");
    }

    @Test
    void areTakenFromTheFixedTypeWithoutASetting() {
        byte[] bytes = written(PALLET);

        Object read = deserializer(
                        Map.of("specific.avro.reader", true, "specific.avro.value.type", Pallet.class, PACKAGES, ""))
                .deserialize("t", bytes);

        assertThat(read).isEqualTo(PALLET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Object",
                "java.lang.String",
                "java.lang.Integer",
                "java.lang.Thread.State",
                "java.math.BigDecimal",
                "java.util.ArrayList",
                "dev.avenant.serde.depot.Pallet",
                "dev.avenant.serde.depot.Pallet.Builder",
                "dev.avenant.serde.model.Shipment"
            })
    void areOfTheKindThatTheSchemaSaysOrTheRecordIsAtFault(String name) {
        int end = name.lastIndexOf('.');
        Schema record = SchemaBuilder.record(name).fields().requiredInt("some").endRecord();
        Schema symbols =
                Schema.createEnum(name.substring(end + 1), null, name.substring(0, end), List.of("NEW", "OLD"));
        Schema fixed = Schema.createFixed(name.substring(end + 1), null, name.substring(0, end), 2);
        List<byte[]> payloads = List.of(
                written(new GenericRecordBuilder(record).set("some", 3).build()),
                written(holding(symbols, new GenericData.EnumSymbol(symbols, "OLD"))),
                written(holding(fixed, new GenericData.Fixed(fixed, new byte[] {1, 2}))));

        for (byte[] payload : payloads) {
            Throwable failure = catchThrowable(
                    () -> deserializer(Map.of("specific.avro.reader", true)).deserialize("t", payload));

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            SerdeException.class,
                            fault -> assertThat(fault.kind().isFaultOfTheRecord())
                                    .as("%s", fault)
                                    .isTrue());
        }
    }

    private static GenericRecord holding(Schema type, Object value) {
        Schema holder = SchemaBuilder.record("test.Holder")
                .fields()
                .name("held")
                .type(type)
                .noDefault()
                .endRecord();
        return new GenericRecordBuilder(holder).set("held", value).build();
    }

    private byte[] written(Object value) {
        return Objects.requireNonNull(
                new KafkaAvroSerializer(registry, Map.of("auto.register.schemas", true)).serialize("t", value));
    }

    private KafkaAvroDeserializer reading(String packages) {
        return deserializer(Map.of("specific.avro.reader", true, PACKAGES, packages));
    }

    private KafkaAvroDeserializer deserializer(Map<String, ?> settings) {
        return new KafkaAvroDeserializer(registry, new HashMap<>(settings));
    }
}
