package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says of each component how it is run in a stack with certain options. */
public final class ComponentFactory {

    /** Few arenas of the C library keep a JVM of many threads tens of megabytes smaller, and cost no time that was seen. */
    private static final String ARENAS = "MALLOC_ARENA_MAX";

    private static final String BROKER = "dev.avenant.stack.servers.KafkaMain";

    private final StackOptions options;
    private final Folders folders;

    /** The components of a stack with these options and folders. */
    public ComponentFactory(StackOptions options, Folders folders) {
        this.options = options;
        this.folders = folders;
    }

    /** How that component, which is no task, is run. */
    public ComponentLifecycle lifecycle(Component component) {
        return switch (component.type()) {
            case KAFKA -> kafka(component);
            case POSTGRES -> new PostgresLifecycle(component, options, folders);
            case PROGRAM -> program(component);
            case TASK -> throw new StackException(component + " is a task, which ends by itself.");
        };
    }

    /** Refuses when a program that these options need is not built. */
    void requireBuilt() {
        for (Component component : options.components()) {
            boolean isOnClassPath = component.type() == Component.Type.POSTGRES
                    ? PostgresPrograms.areOnClassPath()
                    : brokerIsOnClassPath(component);
            if (!isOnClassPath) {
                JavaProgram.requireBuilt(jar(component));
            }
        }
    }

    /** The program of a task. */
    JavaProgram task(Component component) {
        return JavaProgram.in(jar(component), options, component.program().heapMegabytes(), arguments(component));
    }

    /** How that program is started, with its log named after the component. */
    ProcessSpec process(JavaProgram program, Component component) {
        Map<String, String> environment = new HashMap<>();
        environment.put(ARENAS, System.getenv().getOrDefault(ARENAS, "2"));
        environment.putAll(new Placeholders(component, options.ports(), folders).environment());
        Path temporary = folders.temporary(component.name());
        return new ProcessSpec(
                program.command(temporary),
                environment,
                options.repository(),
                folders.log(component.name()),
                temporary);
    }

    private ComponentLifecycle kafka(Component component) {
        int port = options.ports().of(component.name());
        List<String> arguments = new ArrayList<>();
        arguments.add(folders.data().resolve(component.name()).toString());
        // Its own port, then that of its controller.
        component
                .ports()
                .keySet()
                .forEach(name -> arguments.add(Integer.toString(options.ports().of(name))));
        arguments.addAll(arguments(component));
        int heap = component.program().heapMegabytes();
        return new ProgramLifecycle(
                component.name(),
                () -> brokerIsOnClassPath(component)
                        ? brokerOnClassPath(heap, arguments)
                        : JavaProgram.in(jar(component), options, heap, arguments),
                program -> process(program, component),
                Probe.cluster(port),
                "localhost:" + port);
    }

    /** Where the broker is not built but on the class path, as in this module's own tests, it is run from there. */
    private boolean brokerIsOnClassPath(Component component) {
        return component.type() == Component.Type.KAFKA
                && !Files.exists(jar(component))
                && ComponentFactory.class.getResource("/" + BROKER.replace('.', '/') + ".class") != null;
    }

    private static JavaProgram brokerOnClassPath(int heapMegabytes, List<String> arguments) {
        String classPath = System.getProperty("java.class.path");
        return new JavaProgram("kafka", List.of("-cp", classPath, BROKER), heapMegabytes, arguments, null);
    }

    private ComponentLifecycle program(Component component) {
        String url = "http://localhost:" + options.ports().of(component.name());
        List<String> arguments = arguments(component);
        int heap = component.program().heapMegabytes();
        return new ProgramLifecycle(
                component.name(),
                () -> JavaProgram.in(jar(component), options, heap, arguments),
                program -> process(program, component),
                Probe.http(URI.create(url + component.program().healthPath())),
                url);
    }

    /** The names of the secrets that components are given, which are one file each. */
    public List<String> secrets() {
        return options.components().stream()
                .flatMap(component -> Placeholders.secretsOf(component).stream())
                .distinct()
                .toList();
    }

    private List<String> arguments(Component component) {
        return new Placeholders(component, options.ports(), folders).arguments();
    }

    private Path jar(Component component) {
        return JavaProgram.jarOf(
                options.repository().resolve(component.program().module()));
    }
}
