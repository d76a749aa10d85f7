package dev.avenant.registry.logical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.jspecify.annotations.Nullable;

/** The properties of Avro schemas that keep what SQL says and Avro does not. */
final class Property {

    static final String LOGICAL_TYPE = "logicalType";
    static final String CONNECT_TYPE = "connect.type";
    static final String CONNECT_INTERNAL_TYPE = "connect.internal.type";
    static final String MAP_ENTRY = "MapEntry";
    static final String ANONYMOUS = "logical.anonymous";
    static final String KEY_LENGTH = "logical.key.length";
    static final String KEY_TYPE = "logical.key.type";
    static final String FLINK_VERSION = "flink.version";
    static final String FLINK_TYPE = "flink.type";
    static final String PRECISION = "flink.precision";
    static final String SHORTEST = "flink.minLength";
    static final String LONGEST = "flink.maxLength";
    static final String TAGS = "confluent:tags";
    static final String OPTIONS = "confluent:params";
    static final String BRANCHES = "confluent:union";
    static final String SYMBOLS = "confluent:enum";
    static final String CHECKS = "confluent:rules";

    private Property() {}

    static Optional<Integer> number(JsonProperties of, String name) {
        return of.getObjectProp(name) instanceof Integer number ? Optional.of(number) : Optional.empty();
    }

    /** A number of characters or bytes; empty where it says one that no text could have. */
    static Optional<Integer> length(JsonProperties of, String name) {
        return number(of, name).filter(length -> length >= 0);
    }

    static List<?> list(JsonProperties of, String name) {
        return of.getObjectProp(name) instanceof List<?> list ? list : List.of();
    }

    static Map<?, ?> map(JsonProperties of, String name) {
        return of.getObjectProp(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The entry of a list of objects at a place; empty where there is none. */
    static Map<?, ?> entry(List<?> list, int place) {
        return place < list.size() && list.get(place) instanceof Map<?, ?> entry ? entry : Map.of();
    }

    static List<Map<?, ?>> entries(List<?> list) {
        List<Map<?, ?>> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entries.add(entry(list, i));
        }
        return entries;
    }

    /** A text that says something, else null. */
    static @Nullable String text(Map<?, ?> entry, String name) {
        return entry.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** Whether a type is written where it is used, and its name was made up. */
    static boolean isAnonymous(JsonProperties type) {
        return "true".equals(type.getObjectProp(ANONYMOUS));
    }
}
