package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.model.Price;
import dev.avenant.serde.model.Shipment;
import dev.avenant.serde.model.ShipmentStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A generated class, and a registered version that is shaped otherwise. */
@Tag("fast")
class FieldsByNameTest {

    private static final Map<String, Object> LATEST =
            Map.of("schema.registry.url", "mock://unused", "use.latest.version", true);

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    @Test
    void keepsEveryValueWhenTheFieldsAreInAnotherOrder() throws IOException {
        register(schema -> reverse((ArrayNode) schema.get("fields")));

        byte[] bytes = write();

        assertThat(fieldNames(bytes))
                .startsWith("comment", "notes", "labels", "price")
                .endsWith("sender", "version", "id");
        assertThat(readAsShipment(bytes)).isEqualTo(shipment());
    }

    @Test
    void keepsEveryValueOfANestedRecordInAUnionWhoseFieldsAreInAnotherOrder() throws IOException {
        register(schema -> reverse((ArrayNode) price(schema).get("fields")));

        byte[] bytes = write();

        GenericRecord read = read(bytes);
        assertThat(read.get("price")).asString().startsWith("{\"currency\": \"EUR\", \"amount\": ");
        assertThat(readAsShipment(bytes)).isEqualTo(shipment());
    }

    @Test
    void keepsEveryValueWhenAFieldIsGone() throws IOException {
        register(schema -> ((ArrayNode) schema.get("fields")).remove(3));

        byte[] bytes = write();

        GenericRecord read = read(bytes);
        assertThat(read.hasField("receiver")).isFalse();
        assertThat(read.get("sender")).hasToString("Ada");
        assertThat(read.get("weight")).isEqualTo(12.5);
    }

    @Test
    void writesARenamedFieldFromTheOneThatItsAliasNames() throws IOException {
        register(schema -> {
            rename(schema, 2, "consignor", "sender");
            rename(schema, 1, "revision", "version");
        });

        byte[] bytes = write();

        GenericRecord read = read(bytes);
        assertThat(read.get("consignor")).hasToString("Ada");
        assertThat(read.get("revision")).isEqualTo(3L);
    }

    @Test
    void refusesAtStartUpAClassThatLacksAField() throws IOException {
        register(schema -> ((ArrayNode) schema.get("fields"))
                .insertObject(2)
                .put("name", "carrier")
                .put("type", "string")
                .put("default", "unknown"));
        KafkaAvroSerializer serializer = serializer();

        SerdeException thrown =
                catchThrowableOfType(SerdeException.class, () -> serializer.prepare("t", Shipment.class));

        assertThat(thrown)
                .hasMessage("[value of t, subject t-value, schema 1, field carrier] Field carrier of"
                        + " dev.avenant.serde.model.Shipment as it is registered is missing in the class to write."
                        + " Build the producer with the registered version of the schema");
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.INCOMPATIBLE);
    }

    @Test
    void refusesAtStartUpAClassThatLacksAFieldOfANestedRecord() throws IOException {
        register(schema -> ((ArrayNode) price(schema).get("fields"))
                .insertObject(0)
                .put("name", "net")
                .put("type", "boolean")
                .put("default", true));
        KafkaAvroSerializer serializer = serializer();

        SerdeException thrown =
                catchThrowableOfType(SerdeException.class, () -> serializer.prepare("t", Shipment.class));

        assertThat(thrown.site().fieldPath()).isEqualTo("net");
        assertThat(thrown).hasMessageContaining("Field net of dev.avenant.serde.model.Price as it is registered");
    }

    @Test
    void refusesAFieldOfANestedRecordThatHasAnotherName() {
        registry.register("t-value", SchemaDefinition.of(outer("New", "x','type':'int'},{'name':'y")), false);
        GenericRecord outer = new GenericData.Record(new Schema.Parser().parse(outer("Old", "x")));
        GenericRecord inner =
                new GenericData.Record(outer.getSchema().getField("in").schema());
        inner.put("x", 1);
        outer.put("in", inner);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(
                registry,
                Map.of(
                        "schema.registry.url",
                        "mock://unused",
                        "use.latest.version",
                        true,
                        "latest.compatibility.strict",
                        false));

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", outer));

        assertThat(thrown)
                .hasMessageContaining("Field y of n.New as it is registered is missing in the record to write");
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.INCOMPATIBLE);
    }

    private static String outer(String inner, String fields) {
        return ("{'type':'record','name':'Outer','namespace':'n','fields':[{'name':'in','type':{'type':'record','name':'"
                        + inner + "','fields':[{'name':'" + fields + "','type':'int'}]}}]}")
                .replace('\'', '"');
    }

    private void register(Consumer<ObjectNode> change) throws IOException {
        ObjectNode schema = (ObjectNode) WireCases.JSON.readTree(Shipment.SCHEMA$.toString());
        change.accept(schema);
        registry.register("t-value", SchemaDefinition.of(schema.toString()), false);
    }

    private static JsonNode price(ObjectNode schema) {
        return schema.get("fields").get(10).get("type").get(1);
    }

    private static void reverse(ArrayNode fields) {
        List<JsonNode> reversed = new ArrayList<>();
        fields.forEach(field -> reversed.add(0, field));
        fields.removeAll();
        fields.addAll(reversed);
    }

    private static void rename(ObjectNode schema, int index, String name, String alias) {
        ObjectNode field = (ObjectNode) schema.get("fields").get(index);
        field.put("name", name).putArray("aliases").add(alias);
    }

    private byte[] write() {
        return Objects.requireNonNull(serializer().serialize("t", shipment()));
    }

    private GenericRecord read(byte[] bytes) {
        Object read = new KafkaAvroDeserializer(registry, LATEST).deserialize("t", bytes);
        return (GenericRecord) Objects.requireNonNull(read);
    }

    private List<String> fieldNames(byte[] bytes) {
        return read(bytes).getSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList();
    }

    private @Nullable Object readAsShipment(byte[] bytes) {
        return new KafkaAvroDeserializer(
                        registry, Map.of("schema.registry.url", "mock://unused", "specific.avro.reader", true))
                .deserialize("t", bytes);
    }

    private KafkaAvroSerializer serializer() {
        return new KafkaAvroSerializer(registry, LATEST);
    }

    private static Shipment shipment() {
        return Shipment.newBuilder()
                .setId(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))
                .setVersion(3)
                .setSender("Ada")
                .setReceiver("Grace")
                .setWeight(12.5)
                .setPieces(-2)
                .setUrgent(true)
                .setSentAt(Instant.parse("2026-11-23T10:15:30.123Z"))
                .setDueOn(null)
                .setStatus(ShipmentStatus.SENT)
                .setPrice(Price.newBuilder()
                        .setAmount(new BigDecimal("-1234.56"))
                        .setCurrency("EUR")
                        .build())
                .setLabels(List.of("a", "b"))
                .setNotes(Map.of("k", "v"))
                .setComment("c")
                .build();
    }
}
