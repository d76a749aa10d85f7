package dev.avenant.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that are not what their kind should be say why, and nothing else is thrown whatever a record is.
 * {@code -Davenant.fuzz=1000000} tries more mutations than 20,000, {@code -Davenant.seed=…} others.
 */
@Tag("fast")
class RecordTypeTest {

    private static final int MUTATIONS = Integer.getInteger("avenant.fuzz", 20_000);
    private static final long SEED = Long.getLong("avenant.seed", 5318008L);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCHEMA_KEY = "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}";
    private static final String CONFIG_KEY = "{\"keytype\":\"CONFIG\",\"subject\":\"s\",\"magic\":0}";

    /** A record as it stands in the log. */
    private record Logged(String key, @Nullable String value) {}

    /** One sound record of each kind, with all that it can have. */
    private static final List<Logged> SOUND = List.of(
            new Logged(
                    SCHEMA_KEY,
                    "{\"subject\":\"s\",\"version\":1,\"id\":7,\"schemaType\":\"AVRO\","
                            + "\"references\":[{\"name\":\"n.R\",\"subject\":\"r\",\"version\":1}],"
                            + "\"metadata\":{\"tags\":{\"a\":[\"PII\"]},\"properties\":{\"owner\":\"o\"},\"sensitive\":[\"owner\"]},"
                            + "\"ruleSet\":{\"domainRules\":[{\"name\":\"d\",\"kind\":\"CONDITION\",\"mode\":\"WRITE\",\"type\":\"CEL\","
                            + "\"tags\":[\"PII\"],\"params\":{\"p\":\"q\"},\"expr\":\"true\",\"disabled\":false}]},"
                            + "\"schema\":\"\\\"string\\\"\",\"deleted\":false}"),
            new Logged(SCHEMA_KEY, null),
            new Logged(
                    "{\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"s\",\"magic\":0}",
                    "{\"subject\":\"s\",\"version\":1}"),
            new Logged("{\"keytype\":\"CLEAR_SUBJECT\",\"subject\":\"s\",\"magic\":0}", "{\"subject\":\"s\"}"),
            new Logged(
                    CONFIG_KEY,
                    "{\"subject\":\"s\",\"alias\":\"a\",\"normalize\":true,\"compatibilityLevel\":\"FULL\","
                            + "\"defaultMetadata\":{\"tags\":{\"a\":[\"PII\"]}},\"overrideRuleSet\":{\"domainRules\":[]}}"),
            new Logged(
                    "{\"keytype\":\"MODE\",\"subject\":\"s\",\"magic\":0}",
                    "{\"subject\":\"s\",\"mode\":\"READONLY\"}"),
            new Logged(
                    "{\"keytype\":\"CONTEXT\",\"tenant\":\"default\",\"context\":\".c\",\"magic\":0}",
                    "{\"tenant\":\"default\",\"context\":\".c\"}"),
            new Logged(
                    "{\"keytype\":\"ASSOC\",\"tenant\":\"default\",\"resourceName\":\"n\",\"resourceNamespace\":\"ns\","
                            + "\"resourceType\":\"topic\",\"associationType\":\"value\",\"subject\":\"s\",\"magic\":0}",
                    "{\"subject\":\"s\",\"guid\":\"g\",\"resourceName\":\"n\",\"resourceNamespace\":\"ns\",\"resourceId\":\"i\","
                            + "\"resourceType\":\"topic\",\"associationType\":\"value\",\"lifecycle\":\"WEAK\",\"frozen\":false,"
                            + "\"createTs\":1,\"updateTs\":2}"),
            new Logged("{\"keytype\":\"NOOP\",\"magic\":0}", "{\"highestIds\":{\".\":7}}"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"references\":[null],\"id\":1,\"schema\":\"\"}"
                        + " | value.references[0]: expected an object but found null",
                "{\"references\":{},\"id\":1,\"schema\":\"\"} | value.references: expected a list but found {}",
                "{\"metadata\":{\"tags\":{\"a\":[null]}},\"id\":1,\"schema\":\"\"}"
                        + " | value.metadata: expected a Metadata but found {\"tags\":{\"a\":[null]}}",
                "{\"metadata\":\"x\",\"id\":1,\"schema\":\"\"} | value.metadata: expected a Metadata but found \"x\"",
                "{\"ruleSet\":[1],\"id\":1,\"schema\":\"\"} | value.ruleSet: expected a RuleSet but found [1]",
                "{\"id\":1} | value.schema: expected a text but found nothing",
                "{\"id\":1,\"schema\":{}} | value.schema: expected a text but found {}",
                "{\"schema\":\"\"} | value.id: expected a whole number but found nothing",
                "{\"id\":99999999999,\"schema\":\"\"} | value.id: expected a whole number but found 99999999999",
                "{\"id\":-1,\"schema\":\"\"} | value.id: expected at least 0 but found -1",
                "{\"id\":1,\"schema\":\"\",\"deleted\":\"perhaps\"}"
                        + " | value.deleted: expected true or false but found \"perhaps\"",
                "[] | value: expected an object but found []",
                "{ | value: expected JSON but found \"{\""
            })
    void saysWhatIsWrongWithASchema(String value, String reason) {
        assertThatThrownBy(() -> RecordType.read(SCHEMA_KEY, value))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | key: expected an object but found []",
                "null | key: expected an object but found null",
                "x | key: expected JSON but found \"x\"",
                "{} | key.keytype: expected a text but found nothing",
                "{\"keytype\":[]} | key.keytype: expected a text but found []",
                "{\"keytype\":\"SCHEMA\",\"version\":1} | key.subject: expected a text but found nothing",
                "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":0} | key.version: expected at least 1 but found 0",
                "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":2}"
                        + " | key.magic: expected 0 or 1 but found 2",
                "{\"keytype\":\"CONTEXT\"} | key.context: expected a text but found nothing"
            })
    void saysWhatIsWrongWithAKey(String key, String reason) {
        assertThatThrownBy(() -> RecordType.read(key, null))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage(reason);
    }

    @Test
    void keepsASettingWhoseNewValueCannotBeRead() {
        assertThatThrownBy(() -> RecordType.read(CONFIG_KEY, "{\"compatibilityLevel\":\"SIDEWARD\"}"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("value: expected a SubjectConfig but found {\"compatibilityLevel\":\"SIDEWARD\"}");
        assertThatThrownBy(() -> RecordType.read("{\"keytype\":\"MODE\"}", "{\"mode\":\"ASLEEP\"}"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("value.mode: expected the name of a mode but found \"ASLEEP\"");
    }

    @Test
    void tellsAnUnknownKindFromAnUnreadableRecord() {
        assertThat(RecordType.read("{\"keytype\":\"LINK\"}", "{"))
                .isEqualTo(new UnsupportedRecord("{\"keytype\":\"LINK\"}", "{"));
    }

    @Test
    void writesAssociationsAsConfluentsServerReadsThem() {
        String key =
                "{\"keytype\":\"ASSOC\",\"tenant\":\"default\",\"resourceName\":\"t\",\"resourceNamespace\":\"ns\","
                        + "\"resourceType\":\"topic\",\"associationType\":\"value\",\"subject\":\":.ns:t-value\",\"magic\":0}";
        String value = "{\"guid\":\"g\",\"tenant\":\"default\",\"resourceName\":\"t\",\"resourceNamespace\":\"ns\","
                + "\"resourceId\":\"id\",\"resourceType\":\"topic\",\"associationType\":\"value\","
                + "\"subject\":\":.ns:t-value\",\"lifecycle\":\"STRONG\",\"frozen\":true}";
        Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));

        RegistryRecord read = RecordType.read(key, value);
        catalog.replay(read, 5);

        assertThat(read.value()).isEqualTo(value);
        assertThat(AssociationRecord.set(
                                catalog.associations().values().iterator().next())
                        .key())
                .isEqualTo(key);
        assertThat(catalog.associations().values())
                .containsExactly(new ResourceAssociation(
                        ":.ns:t-value", "g", "t", "ns", "id", "topic", "value", "STRONG", true, 5, 5));
        assertThat(read.current(catalog))
                .extracting(RegistryRecord::value)
                .containsExactly(value.replace("}", ",\"createTs\":5}"));
    }

    @Test
    void takesAStrongAssociationThatSaysNothingOfItForFrozen() {
        String value = "{\"subject\":\"s\",\"guid\":\"g\",\"resourceName\":\"t\",\"resourceNamespace\":\"ns\","
                + "\"resourceId\":\"i\",\"resourceType\":\"topic\",\"associationType\":\"value\","
                + "\"lifecycle\":\"STRONG\",\"createTs\":1,\"updateTs\":2}";
        Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));

        catalog.replay(RecordType.read("{\"keytype\":\"ASSOC\"}", value), 5);

        assertThat(catalog.associations().values())
                .containsExactly(
                        new ResourceAssociation("s", "g", "t", "ns", "i", "topic", "value", "STRONG", true, 1, 5));
    }

    @Test
    void readsRulesInWhateverWordsTheyAre() {
        String value = "{\"id\":7,\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"enableAt\":\"MOON\",\"domainRules\":["
                + "{\"name\":\"a\",\"kind\":\"condition\",\"mode\":\"write\",\"type\":\"CEL\"},"
                + "{\"name\":\"b\",\"kind\":\"CHECK\",\"mode\":\"ALWAYS\",\"type\":\"CEL\"}]}}";

        SchemaRecord read = (SchemaRecord) RecordType.read(SCHEMA_KEY, value);

        assertThat(read.value())
                .contains("\"ruleSet\":{\"domainRules\":["
                        + "{\"name\":\"a\",\"kind\":\"CONDITION\",\"mode\":\"WRITE\",\"type\":\"CEL\",\"disabled\":false},"
                        + "{\"name\":\"b\",\"kind\":\"TRANSFORM\",\"mode\":\"WRITEREAD\",\"type\":\"CEL\","
                        + "\"disabled\":false}]}");
    }

    @Test
    void keepsSchemasOfOtherTypesAsTheyAre() {
        String value = "{\"subject\":\"s\",\"version\":1,\"id\":7,\"schemaType\":\"PROTOBUF\","
                + "\"schema\":\"syntax = \\\"proto3\\\";\",\"deleted\":false}";

        assertThat(RecordType.read(SCHEMA_KEY, value).value()).isEqualTo(value);
    }

    @Test
    void takesAValueThatIsNullInJsonForNone() {
        assertThat(RecordType.read(SCHEMA_KEY, "null")).isEqualTo(new SchemaTombstone("s", 1));
    }

    @Test
    void refusesAnAbyssOfNesting() {
        String abyss = "{\"id\":1,\"schema\":\"\",\"other\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThatThrownBy(() -> RecordType.read(SCHEMA_KEY, abyss)).isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> RecordType.read(abyss, null)).isInstanceOf(UnreadableRecordException.class);
    }

    static List<Logged> sound() {
        return SOUND;
    }

    @ParameterizedTest
    @MethodSource("sound")
    void readsWhatItWrites(Logged logged) {
        RegistryRecord record = RecordType.read(logged.key(), logged.value());

        assertThat(record).isNotInstanceOf(UnsupportedRecord.class);
        assertThat(RecordType.read(record.key(), record.value())).isEqualTo(record);
    }

    @Test
    void isStoppedByNoMutationOfAnyRecord() {
        Random random = new Random(SEED);
        Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));
        int replayed = 0;
        int unreadable = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Logged sound = SOUND.get(random.nextInt(SOUND.size()));
            Logged mutated = new Logged(
                    mutate(sound.key(), random, 4), sound.value() == null ? null : mutate(sound.value(), random, 1));
            try {
                RegistryRecord record = RecordType.read(mutated.key(), mutated.value());
                catalog.replay(record, i);
                assertThat(record.current(catalog)).as(mutated.toString()).isNotNull();
                assertThat(RecordType.read(record.key(), record.value()))
                        .as(mutated.toString())
                        .hasSameClassAs(record);
                replayed++;
            } catch (UnreadableRecordException expected) {
                assertThat(expected.reason())
                        .as(mutated.toString())
                        .contains(": ")
                        .hasSizeLessThan(200);
                unreadable++;
            }
        }
        assertThat(replayed).isGreaterThan(MUTATIONS / 10);
        assertThat(unreadable).isGreaterThan(MUTATIONS / 10);
        askEverything(catalog);
    }

    /** What was replayed can be asked for without an error. */
    private static void askEverything(Catalog catalog) {
        for (String subject : catalog.subjects(":*:", LookupFilter.ALL)) {
            for (SchemaVersion version : catalog.versions(subject, LookupFilter.ALL)) {
                String context = QualifiedSubject.of(subject).context();
                assertThat(catalog.byId(context, version.id(), null)).isPresent();
                assertThat(catalog.users(context, version.id())).isNotEmpty();
                catalog.referrers(subject, version.version(), true);
            }
            catalog.configInScope(subject);
            catalog.modeInScope(subject);
        }
        assertThat(catalog.associations().values())
                .allSatisfy(association -> assertThat(
                                Objects.requireNonNull(association).subject())
                        .isNotNull());
        assertThat(catalog.highestIds()).isNotEmpty();
    }

    /** A text with one change, now and then none. */
    private static String mutate(String json, Random random, int rarity) {
        if (random.nextInt(rarity + 1) > 1) {
            return json;
        }
        return switch (random.nextInt(8)) {
            case 0 -> json.substring(0, random.nextInt(json.length()));
            case 1 -> json.replace(json.charAt(random.nextInt(json.length())), (char) random.nextInt(0x250));
            default -> {
                try {
                    JsonNode tree = JSON.readTree(json);
                    change(tree, random);
                    yield tree.toString();
                } catch (JsonProcessingException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        };
    }

    private static void change(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            Map.Entry<String, JsonNode> member = members.get(random.nextInt(members.size()));
            if (member.getValue().isContainerNode() && random.nextInt(3) > 0) {
                change(member.getValue(), random);
            } else if (random.nextInt(5) == 0) {
                object.remove(member.getKey());
            } else {
                object.set(member.getKey(), strange(random));
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (array.get(at).isContainerNode() && random.nextInt(2) == 0) {
                change(array.get(at), random);
            } else {
                array.set(at, strange(random));
            }
        }
    }

    private static JsonNode strange(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(14)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextInt());
            case 2 -> nodes.numberNode(Integer.MAX_VALUE);
            case 3 -> nodes.numberNode(BigInteger.TEN.pow(random.nextInt(400)));
            case 4 -> nodes.numberNode(random.nextDouble());
            case 5 -> nodes.booleanNode(random.nextBoolean());
            case 6 -> nodes.textNode("");
            case 7 -> nodes.textNode("1");
            case 8 -> nodes.textNode("SCHEMA");
            case 9 -> nodes.textNode(":.c:\u0000\uD800");
            case 10 -> nodes.arrayNode();
            case 11 -> nodes.arrayNode().addNull();
            case 12 -> nodes.objectNode();
            default ->
                nodes.objectNode().putNull("a").set("b", nodes.arrayNode().addNull());
        };
    }
}
