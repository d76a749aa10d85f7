package dev.avenant.avro.generators;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** Types that use each other so much that the ways from the last to the first are more than memory holds. */
public final class DenseReferences {
    private DenseReferences() {}

    /**
     * The text of a record with a field {@code v}, and a field {@code f0}, {@code f1}, … of each record with a smaller number.
     *
     * @param prefix what the names of the records are before their numbers, such as {@code a.T}
     * @param number the number of this one, from 0
     * @param type of the field {@code v}, such as {@code int}
     * @param more further fields, each with a comma before it
     */
    public static String record(String prefix, int number, String type, String more) {
        return "{\"type\":\"record\",\"name\":\"" + prefix + number + "\",\"fields\":[{\"name\":\"v\",\"type\":\""
                + type
                + "\"}"
                + IntStream.range(0, number)
                        .mapToObj(i -> ",{\"name\":\"f" + i + "\",\"type\":\"" + prefix + i + "\"}")
                        .collect(Collectors.joining())
                + more + "]}";
    }

    /** A record with two fields of a record that has two fields of another, and so on; twice as many ways a level. */
    public static Schema doubled(Schema innermost, int levels) {
        Schema schema = innermost;
        for (int level = 1; level <= levels; level++) {
            schema = SchemaBuilder.record("T" + level)
                    .fields()
                    .name("a")
                    .type(schema)
                    .noDefault()
                    .name("b")
                    .type(schema)
                    .noDefault()
                    .endRecord();
        }
        return schema;
    }
}
