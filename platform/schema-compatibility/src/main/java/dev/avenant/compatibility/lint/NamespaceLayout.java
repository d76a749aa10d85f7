package dev.avenant.compatibility.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the namespaces of a project follow its folders, if they do. That is so below a folder where most schemas have a
 * namespace that ends as their path does, with one beginning for all, in two folders at least: {@code shop.orders} in
 * {@code avro/orders} and {@code shop.bills} in {@code avro/bills} follow {@code avro}, with {@code shop} before it.
 */
public final class NamespaceLayout {
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

    /** What the namespaces below a folder begin with, by the folder; both with dots between the words. */
    private final Map<String, String> beginnings = new HashMap<>();

    /**
     * A schema's place and namespace.
     *
     * @param folder the path of its folder with dots between the names of the folders
     */
    public record Placed(String folder, String namespace) {}

    private NamespaceLayout() {}

    /** The layout that most of the schemas follow; one that expects nothing when there is none. */
    public static NamespaceLayout of(List<Placed> schemas) {
        NamespaceLayout layout = new NamespaceLayout();
        Map<String, Map<String, List<Placed>>> followers = new HashMap<>();
        for (Placed schema : schemas) {
            beginning(schema)
                    .ifPresent(beginning -> followers
                            .computeIfAbsent(beginning.folder(), folder -> new HashMap<>())
                            .computeIfAbsent(beginning.namespace(), namespace -> new ArrayList<>())
                            .add(schema));
        }
        followers.forEach((folder, byNamespace) -> byNamespace.forEach((namespace, following) -> {
            Set<String> folders = new HashSet<>();
            following.forEach(schema -> folders.add(schema.folder()));
            long below = schemas.stream()
                    .filter(schema -> rest(schema.folder(), folder).isPresent())
                    .count();
            if (folders.size() > 1 && following.size() * 2L > below) {
                layout.beginnings.put(folder, namespace);
            }
        }));
        return layout;
    }

    /** The namespace that a folder calls for; empty text for any. */
    public String expectedIn(String folder) {
        String nearest = null;
        for (String beginning : beginnings.keySet()) {
            boolean nearer = nearest == null || beginning.length() > nearest.length();
            if (nearer && rest(folder, beginning).isPresent()) {
                nearest = beginning;
            }
        }
        if (nearest == null) {
            return "";
        }
        String expected = joined(
                beginnings.getOrDefault(nearest, ""), rest(folder, nearest).orElse(""));
        return NAMESPACE.matcher(expected).matches() ? expected : "";
    }

    /** What stands before the words that a folder and a namespace end with alike; empty when they end differently. */
    private static Optional<Placed> beginning(Placed schema) {
        String[] folders = schema.folder().split("\\.", -1);
        String[] names = schema.namespace().split("\\.", -1);
        int alike = 0;
        while (alike < Math.min(folders.length, names.length)
                && folders[folders.length - 1 - alike].equals(names[names.length - 1 - alike])) {
            alike++;
        }
        return alike == 0 ? Optional.empty() : Optional.of(new Placed(without(folders, alike), without(names, alike)));
    }

    private static String without(String[] words, int last) {
        return String.join(".", List.of(words).subList(0, words.length - last));
    }

    /** What a folder says below another one; empty when it is not below it. */
    private static Optional<String> rest(String folder, String above) {
        if (above.isEmpty()) {
            return Optional.of(folder);
        }
        return folder.startsWith(above + ".") ? Optional.of(folder.substring(above.length() + 1)) : Optional.empty();
    }

    private static String joined(String beginning, String rest) {
        return beginning.isEmpty() ? rest : beginning + "." + rest;
    }
}
