package dev.avenant.stack.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads {@code stack.yaml}. Keys that begin with {@code x-} are for anchors; every other unknown key is refused. */
final class StackFileReader {

    private static final int LARGEST_PORT = 65_535;
    private static final int DEFAULT_HEAP_MEGABYTES = 192;
    private static final Set<String> KEYS = Set.of(
            "type",
            "module",
            "port",
            "morePorts",
            "controllerPort",
            "needs",
            "database",
            "health",
            "heapMegabytes",
            "arguments",
            "environment");

    private final Path file;

    private StackFileReader(Path file) {
        this.file = file;
    }

    static StackDefinition read(Path file) {
        return new StackFileReader(file).read();
    }

    private StackDefinition read() {
        Map<String, @Nullable Object> root = map("the file", parse());
        for (String key : root.keySet()) {
            if (!key.equals("components") && !key.startsWith("x-")) {
                throw refusal(key, "expected components, or a name that begins with x-, but found this");
            }
        }
        List<Component> components = new ArrayList<>();
        map("components", root.get("components"))
                .forEach((name, entry) -> components.add(component(name, map("components." + name, entry))));
        try {
            return new StackDefinition(components);
        } catch (IllegalArgumentException unusable) {
            throw refusal("components", String.valueOf(unusable.getMessage()));
        }
    }

    private @Nullable Object parse() {
        try (Reader text = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (NoSuchFileException absent) {
            throw new StackException("There is no " + file + ", so nothing says what to start."
                    + " Run the command in a clone that has one.");
        } catch (IOException failed) {
            throw new StackException("Cannot read " + file + ": " + failed.getMessage() + ".", failed);
        } catch (YAMLException broken) {
            throw new StackException(file + " is no YAML: " + broken.getMessage(), broken);
        }
    }

    private Component component(String name, Map<String, @Nullable Object> entry) {
        String where = "components." + name;
        for (String key : entry.keySet()) {
            if (!KEYS.contains(key)) {
                throw refusal(
                        where + "." + key,
                        "expected one of " + KEYS.stream().sorted().toList() + " but found this");
            }
        }
        Component.Type type = type(where, entry.get("type"));
        try {
            return new Component(
                    name,
                    type,
                    ports(where, name, type, entry),
                    list(where + ".needs", entry.get("needs")),
                    Optional.ofNullable(entry.get("database")).map(String::valueOf),
                    program(where, entry));
        } catch (IllegalArgumentException unusable) {
            throw refusal(where, String.valueOf(unusable.getMessage()));
        }
    }

    private Component.Program program(String where, Map<String, @Nullable Object> entry) {
        if (!(entry.get("module") instanceof String module)) {
            throw refusal(where + ".module", "expected the folder of a module but found " + entry.get("module"));
        }
        Object heap = entry.getOrDefault("heapMegabytes", DEFAULT_HEAP_MEGABYTES);
        if (!(heap instanceof Integer heapMegabytes)) {
            throw refusal(where + ".heapMegabytes", "expected a number but found " + heap);
        }
        Map<String, String> environment = new LinkedHashMap<>();
        if (entry.containsKey("environment")) {
            map(where + ".environment", entry.get("environment"))
                    .forEach((name, value) -> environment.put(name, String.valueOf(value)));
        }
        return new Component.Program(
                module,
                heapMegabytes,
                list(where + ".arguments", entry.get("arguments")),
                environment,
                String.valueOf(entry.getOrDefault("health", "/")));
    }

    private Component.Type type(String where, @Nullable Object value) {
        if (value == null) {
            return Component.Type.PROGRAM;
        }
        for (Component.Type type : Component.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(value)) {
                return type;
            }
        }
        throw refusal(where + ".type", "expected kafka, postgres, program or task but found " + value);
    }

    private Map<String, Integer> ports(
            String where, String name, Component.Type type, Map<String, @Nullable Object> entry) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (type != Component.Type.TASK) {
            ports.put(name, port(where + ".port", entry.get("port")));
        }
        if (type == Component.Type.KAFKA) {
            ports.put(name + "-controller", port(where + ".controllerPort", entry.get("controllerPort")));
        }
        if (entry.containsKey("morePorts")) {
            map(where + ".morePorts", entry.get("morePorts"))
                    .forEach((more, port) -> ports.put(name + "-" + more, port(where + ".morePorts." + more, port)));
        }
        return ports;
    }

    private int port(String where, @Nullable Object value) {
        if (value instanceof Integer port && port > 0 && port <= LARGEST_PORT) {
            return port;
        }
        throw refusal(where, "expected a port between 1 and " + LARGEST_PORT + " but found " + value);
    }

    private List<String> list(String where, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> words) {
            return words.stream().map(String::valueOf).toList();
        }
        throw refusal(where, "expected a list but found " + value);
    }

    private Map<String, @Nullable Object> map(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> found)) {
            throw refusal(where, "expected names with values but found " + value);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        found.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        return entries;
    }

    private StackException refusal(String where, String what) {
        return new StackException("[" + file.getFileName() + ": " + where + "] " + what + ".");
    }
}
