package dev.avenant.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomReferences;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that refer to types of other texts come to the same as one text with all of them. */
@Tag("fast")
class ReferencesTest {
    private static final int DENSE = 25;

    @Test
    void keepEachTypeOnceHoweverManyTypesReferToIt() {
        Map<String, Schema> known = new LinkedHashMap<>();

        for (int i = 0; i < DENSE; i++) {
            Schema schema = SchemaSource.parse("T" + i + ".avsc", dense(i)).resolve(known.values());
            NamedTypes.of(schema).forEach(known::putIfAbsent);
        }

        assertThat(records(Objects.requireNonNull(known.get("a.T" + (DENSE - 1)))))
                .hasSize(DENSE);
    }

    @Test
    void keepEachTypeOnceWhereEachNeedsItself() {
        Map<String, Schema> known = new LinkedHashMap<>();

        for (int i = 0; i < DENSE; i++) {
            String recursive = dense(i).replace("]}", ",{\"name\":\"next\",\"type\":[\"null\",\"a.T" + i + "\"]}]}");
            Schema schema = SchemaSource.parse("T" + i + ".avsc", recursive).resolve(known.values());
            known.put(schema.getFullName(), schema);
        }

        assertThat(records(Objects.requireNonNull(known.get("a.T" + (DENSE - 1)))))
                .hasSize(DENSE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTheSameSchemaAsOneTextWithAllTypes(long seed) {
        List<ObjectNode> types = new RandomReferences(new Random(seed)).types();
        Map<String, Schema> known = new LinkedHashMap<>();
        for (ObjectNode type : types.subList(0, types.size() - 1)) {
            SchemaSource source = SchemaSource.parse(type.get("name").textValue() + ".avsc", type.toString());
            Schema schema = source.resolve(known.values());
            known.put(schema.getFullName(), schema);
        }
        String last = types.get(types.size() - 1).toString();

        Schema resolved = SchemaSource.parse("last.avsc", last).resolve(known.values());

        String inline = RandomReferences.inline(types).toString();
        Schema expected = new Schema.Parser(NameValidator.STRICT_VALIDATOR).parse(inline);
        assertThat(resolved).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(SchemaSource.parse("inline.avsc", inline).resolve()).isEqualTo(expected);
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    private static String dense(int number) {
        return "{\"type\":\"record\",\"name\":\"T" + number + "\",\"namespace\":\"a\",\"fields\":["
                + "{\"name\":\"v\",\"type\":\"int\"}"
                + IntStream.range(0, number)
                        .mapToObj(i -> ",{\"name\":\"f" + i + "\",\"type\":\"a.T" + i + "\"}")
                        .collect(Collectors.joining())
                + "]}";
    }

    /** Each record object that can be reached. */
    private static Set<Schema> records(Schema root) {
        Set<Schema> records = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Schema> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            if (schema.getType() == Schema.Type.UNION) {
                schema.getTypes().forEach(open::push);
            } else if (schema.getType() == Schema.Type.RECORD && records.add(schema)) {
                schema.getFields().forEach(field -> open.push(field.schema()));
            }
        }
        return records;
    }
}
