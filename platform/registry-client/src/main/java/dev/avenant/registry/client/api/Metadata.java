package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says beside its types. Kept in the order of its keys, so that equal metadata has equal text.
 *
 * @param tags by the path of the field
 * @param properties free key-value pairs
 * @param sensitive names of the properties that hold secrets
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Metadata(
        @Nullable Map<String, Set<String>> tags,
        @Nullable Map<String, String> properties,
        @Nullable Set<String> sensitive) {

    public Metadata {
        tags = tags == null || tags.isEmpty() ? null : sorted(tags);
        properties = properties == null || properties.isEmpty() ? null : new TreeMap<>(properties);
        sensitive = sensitive == null || sensitive.isEmpty() ? null : new TreeSet<>(sensitive);
    }

    private static Map<String, Set<String>> sorted(Map<String, Set<String>> tags) {
        Map<String, Set<String>> sorted = new TreeMap<>();
        tags.forEach((path, names) -> sorted.put(path, names == null ? new TreeSet<>() : new TreeSet<>(names)));
        return sorted;
    }

    /** The value of a property, null when there is none of that name. */
    @JsonIgnore
    public @Nullable String property(String name) {
        return properties == null ? null : properties.get(name);
    }

    /** The same metadata with one property more, or with another value of it. */
    public Metadata withProperty(String name, String value) {
        Map<String, String> changed = properties == null ? new TreeMap<>() : new TreeMap<>(properties);
        changed.put(name, value);
        return new Metadata(tags, changed, sensitive);
    }

    /** The same metadata without one of its properties. */
    public Metadata withoutProperty(String name) {
        Map<String, String> fewer = properties == null ? new TreeMap<>() : new TreeMap<>(properties);
        fewer.remove(name);
        return new Metadata(tags, fewer, sensitive);
    }

    /** These entries with those of {@code winner} over them; null stands for none. */
    public static @Nullable Metadata merge(@Nullable Metadata base, @Nullable Metadata winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        return new Metadata(
                union(base.tags, winner.tags),
                union(base.properties, winner.properties),
                base.sensitive == null ? winner.sensitive : join(base.sensitive, winner.sensitive));
    }

    private static <V> @Nullable Map<String, V> union(@Nullable Map<String, V> base, @Nullable Map<String, V> winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        Map<String, V> all = new TreeMap<>(base);
        all.putAll(winner);
        return all;
    }

    private static Set<String> join(Set<String> base, @Nullable Set<String> more) {
        Set<String> all = new TreeSet<>(base);
        if (more != null) {
            all.addAll(more);
        }
        return all;
    }
}
