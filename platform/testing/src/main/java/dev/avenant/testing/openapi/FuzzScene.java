package dev.avenant.testing.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What there is in a service before it is asked at random: who asks, what they may ask about, and what is not for all of them. */
public final class FuzzScene {

    /** Who has no access token. */
    public static final String NOBODY = "nobody";

    private final Map<String, @Nullable String> callers = new LinkedHashMap<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, List<String>> othersValues = new LinkedHashMap<>();
    private final Map<String, List<String>> removable = new LinkedHashMap<>();
    private final Map<String, String> patterns = new LinkedHashMap<>();
    private final Map<String, Set<String>> secrets = new LinkedHashMap<>();
    private final Set<String> powerful = new TreeSet<>();
    private final Set<String> mayBeFull = new TreeSet<>();

    /** A scene in which nobody, and somebody whose token is not valid, ask. */
    public FuzzScene() {
        callers.put(NOBODY, null);
        callers.put("somebody with a token that is none", "none");
    }

    /** Somebody who asks, with an access token. */
    public FuzzScene caller(String name, String accessToken) {
        callers.put(name, accessToken);
        return this;
    }

    /** Somebody who asks and may change what is another's, and so make it public: is never led to {@link #othersValue}. */
    public FuzzScene powerfulCaller(String name, String accessToken) {
        powerful.add(name);
        return caller(name, accessToken);
    }

    /** What a variable of a path, a parameter or a field of that name may be, beside values at random. */
    public FuzzScene value(String name, Object value) {
        values.computeIfAbsent(name, each -> new ArrayList<>()).add(value.toString());
        return this;
    }

    /** What of that name may be deleted, and asked about before and afterwards; nothing else of it is. */
    public FuzzScene removable(String name, Object value) {
        removable.computeIfAbsent(name, each -> new ArrayList<>()).add(value.toString());
        return this;
    }

    /** How a text of that name is made which is not taken: {@code %s} stands for what tells it from others. */
    public FuzzScene pattern(String name, String pattern) {
        patterns.put(name, pattern);
        return this;
    }

    /** The same as {@link #value}, of somebody who does not ask. */
    public FuzzScene othersValue(String name, Object value) {
        othersValues.computeIfAbsent(name, each -> new ArrayList<>()).add(value.toString());
        return this;
    }

    /** A text that stands in what is another's, and that nobody may be told but those callers. */
    public FuzzScene secret(String text, String... mayBeTold) {
        secrets.put(text, Set.of(mayBeTold));
        return this;
    }

    /** An operation, as {@code GET /api/things/{id}}, that may answer 503 since it takes only so many at a time. */
    public FuzzScene mayBeFull(String operation) {
        mayBeFull.add(operation);
        return this;
    }

    List<String> callers() {
        return List.copyOf(callers.keySet());
    }

    @Nullable
    String accessToken(String caller) {
        return callers.get(caller);
    }

    @Nullable
    String pattern(String name) {
        return patterns.get(name);
    }

    /** @param removes whether what is chosen is to be deleted */
    List<String> values(String name, String caller, boolean removes) {
        List<String> all = new ArrayList<>(removable.getOrDefault(name, List.of()));
        if (!removes) {
            all.addAll(values.getOrDefault(name, List.of()));
        }
        if (!powerful.contains(caller)) {
            all.addAll(othersValues.getOrDefault(name, List.of()));
        }
        return all;
    }

    boolean mayBeFull(DocumentedOperation operation) {
        return mayBeFull.contains(operation.name());
    }

    /** What of an answer the caller may not be told. */
    List<String> toldWrongly(String caller, String answer) {
        return secrets.entrySet().stream()
                .filter(secret -> !secret.getValue().contains(caller) && answer.contains(secret.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
