package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is set for subjects and contexts. For a subject its own value counts, else that of its context, else that of
 * {@link QualifiedSubject#GLOBAL}; one context never looks into another, the default one included.
 */
final class ScopedSettings<V> {

    private final Map<String, V> values = new ConcurrentHashMap<>();

    private static String key(@Nullable String scope) {
        return scope == null ? "" : scope;
    }

    /** Sets a value, or with null takes it back; null as a scope means the default context. */
    void set(@Nullable String scope, @Nullable V value) {
        if (value == null) {
            values.remove(key(scope));
        } else {
            values.put(key(scope), value);
        }
    }

    /** What is set there and nowhere else. */
    Optional<V> at(@Nullable String scope) {
        return Optional.ofNullable(values.get(key(scope)));
    }

    /** What counts there. */
    Optional<V> nearest(@Nullable String scope) {
        V own = values.get(key(scope));
        if (own == null && scope != null) {
            own = values.get(QualifiedSubject.of(scope).contextPrefix());
        }
        return Optional.ofNullable(own == null ? values.get(QualifiedSubject.GLOBAL) : own);
    }

    /** Subjects and contexts with a value of their own that begin with a prefix, in the order of their names. */
    List<String> below(@Nullable String prefix) {
        QualifiedSubject begins = QualifiedSubject.of(key(prefix));
        return values.keySet().stream()
                .filter(name -> !name.isEmpty() && begins.isPrefixOf(name))
                .sorted()
                .toList();
    }
}
