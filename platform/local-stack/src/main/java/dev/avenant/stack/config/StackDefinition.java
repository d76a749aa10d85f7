package dev.avenant.stack.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can run: the content of {@code stack.yaml}, in its order. A component needs only what stands before it, so there
 * are no circles; names and ports are each there once.
 *
 * @param components all of them, in the order in which they are told of
 */
public record StackDefinition(List<Component> components) {

    /** The file at the top of a repository that lists its components. */
    public static final String FILE = "stack.yaml";

    public StackDefinition {
        components = List.copyOf(components);
        Set<String> names = new HashSet<>();
        Map<Integer, String> ports = new LinkedHashMap<>();
        for (Component component : components) {
            for (String need : component.needs()) {
                if (!names.contains(need)) {
                    throw new IllegalArgumentException(
                            component.name() + " needs " + need + ", and no component of that name stands before it");
                }
            }
            if (!names.add(component.name())) {
                throw new IllegalArgumentException(component.name() + " is there twice");
            }
            component.ports().forEach((name, port) -> {
                String other = ports.putIfAbsent(port, name);
                if (other != null) {
                    throw new IllegalArgumentException(other + " and " + name + " both have port " + port);
                }
            });
        }
    }

    /**
     * Reads the definition of a repository.
     *
     * @throws StackException when there is none, or when it cannot be used; says where and why
     */
    public static StackDefinition of(Path repository) {
        return StackFileReader.read(repository.resolve(FILE));
    }

    /** The component of that name; refuses with all names when there is none. */
    public Component named(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownComponentException("There is no component named " + name
                        + ". The components are " + String.join(", ", names()) + "."));
    }

    /** The first component of that type, or nothing. */
    public Optional<Component> first(Component.Type type) {
        return components.stream().filter(component -> component.type() == type).findFirst();
    }

    /** All names, in order. */
    public List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    /** The standard ports by their names, in order. */
    public Map<String, Integer> ports() {
        Map<String, Integer> all = new LinkedHashMap<>();
        components.forEach(component -> all.putAll(component.ports()));
        return all;
    }

    /** The databases of all components. */
    public List<String> databases() {
        return components.stream()
                .flatMap(component -> component.database().stream())
                .toList();
    }

    /** The modules of all components, each once. */
    public Set<String> modules() {
        return components.stream()
                .map(component -> component.program().module())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** These components, what they need, and the tasks whose needs are then met, in order. */
    List<Component> withNeeds(Collection<String> chosen) {
        Set<String> wanted = new HashSet<>(chosen);
        for (int i = components.size() - 1; i >= 0; i--) {
            Component component = components.get(i);
            if (wanted.contains(component.name())) {
                wanted.addAll(component.needs());
            }
        }
        components.stream()
                .filter(component -> component.isTask() && wanted.containsAll(component.needs()))
                .forEach(task -> wanted.add(task.name()));
        return components.stream()
                .filter(component -> wanted.contains(component.name()))
                .toList();
    }
}
