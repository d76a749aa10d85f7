package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackPorts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What <code>${…}</code> stands for in the arguments and variables of one component. */
final class Placeholders {

    private static final String SECRET = "secret.";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Component component;
    private final Map<String, String> values = new HashMap<>();
    private final Secrets secrets;

    /** With a folder of the component's own, which it makes when it stores something. */
    Placeholders(Component component, StackPorts ports, Folders folders) {
        this.component = component;
        this.secrets = new Secrets(folders);
        values.put("data", folders.data().resolve(component.name()).toString());
        ports.byName().forEach((name, port) -> values.put(name + ".port", Integer.toString(port)));
        if (component.ports().containsKey(component.name())) {
            values.put("port", Integer.toString(ports.of(component.name())));
        }
        values.put("name", component.name());
        component.database().ifPresent(database -> values.put("database", database));
    }

    List<String> arguments() {
        return component.program().arguments().stream().map(this::resolve).toList();
    }

    Map<String, String> environment() {
        Map<String, String> resolved = new HashMap<>();
        component.program().environment().forEach((name, value) -> resolved.put(name, resolve(value)));
        return resolved;
    }

    private String resolve(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), text)));
    }

    /** The names of the secrets that a component is given, in the order of their names. */
    static SortedSet<String> secretsOf(Component component) {
        SortedSet<String> names = new TreeSet<>();
        Stream.concat(component.program().arguments().stream(), component.program().environment().values().stream())
                .flatMap(text -> PLACEHOLDER.matcher(text).results())
                .map(match -> match.group(1))
                .filter(name -> name.startsWith(SECRET))
                .forEach(name -> names.add(name.substring(SECRET.length())));
        return names;
    }

    private String value(String name, String text) {
        if (name.startsWith(SECRET)) {
            return secrets.get(name.substring(SECRET.length()));
        }
        String value = values.get(name);
        if (value == null) {
            throw new StackException("[" + StackDefinition.FILE + ": components." + component.name() + "] \"" + text
                    + "\" refers to " + name + ", expected one of "
                    + values.keySet().stream().sorted().toList() + ".");
        }
        return value;
    }
}
