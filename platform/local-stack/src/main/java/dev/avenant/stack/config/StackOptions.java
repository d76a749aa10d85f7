package dev.avenant.stack.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a {@link dev.avenant.stack.LocalStack} is started with.
 *
 * @param repository the folder of the built clone, where {@code stack.yaml} and the modules are
 * @param definition what can be started
 * @param folders where the stack keeps what it keeps
 * @param ports where each component listens
 * @param components what to start, with all that these need, in the order of the definition
 * @param ephemeral whether the data is deleted when the stack stops
 * @param archiveClasses whether programs without a class archive write one when they stop: a slow stop, once, and a
 *     start that is about a third quicker from then on
 */
public record StackOptions(
        Path repository,
        StackDefinition definition,
        Locations folders,
        StackPorts ports,
        List<Component> components,
        boolean ephemeral,
        boolean archiveClasses) {

    /**
     * Where a stack keeps what it keeps.
     *
     * @param home data, logs and what it needs to know of its processes; created when missing
     * @param cache PostgreSQL's unpacked programs and the class archives; may serve several stacks
     */
    public record Locations(Path home, Path cache) {
        public Locations {
            home = home.toAbsolutePath().normalize();
            cache = cache.toAbsolutePath().normalize();
        }
    }

    public StackOptions {
        repository = repository.toAbsolutePath().normalize();
        if (components.isEmpty()) {
            throw new IllegalArgumentException("components must name at least one component but was empty");
        }
        components =
                definition.withNeeds(components.stream().map(Component::name).toList());
    }

    /** Every component of a repository on its standard port, with its data kept in {@code .avenant} of that clone. */
    public static StackOptions in(Path repository) {
        StackDefinition definition = StackDefinition.of(repository);
        Path home = repository.resolve(".avenant");
        return new StackOptions(
                repository,
                definition,
                new Locations(home, home.resolve("cache")),
                StackPorts.standard(definition),
                definition.components(),
                false,
                false);
    }

    /** Where data, logs and notes of processes are. */
    public Path home() {
        return folders.home();
    }

    /** Where unpacked programs and class archives are. */
    public Path cache() {
        return folders.cache();
    }

    /** Whether that component is started. */
    public boolean includes(Component component) {
        return components.contains(component);
    }

    /** The same, kept in that folder; the cache stays where it is. */
    public StackOptions withHome(Path home) {
        return withFolders(new Locations(home, cache()));
    }

    /** The same, with unpacked programs and class archives in that folder. */
    public StackOptions withCache(Path cache) {
        return withFolders(new Locations(home(), cache));
    }

    private StackOptions withFolders(Locations changed) {
        return new StackOptions(repository, definition, changed, ports, components, ephemeral, archiveClasses);
    }

    /** The same on these ports. */
    public StackOptions withPorts(StackPorts ports) {
        return new StackOptions(repository, definition, folders, ports, components, ephemeral, archiveClasses);
    }

    /** The same on ports that nobody listened on when this was called. */
    public StackOptions onFreePorts() {
        return withPorts(StackPorts.free(definition));
    }

    /** The same, starting only the components of these names and what they need. */
    public StackOptions only(String... names) {
        return only(Arrays.asList(names));
    }

    /** The same, starting only the components of these names and what they need. */
    public StackOptions only(Collection<String> names) {
        List<Component> chosen = names.stream().map(definition::named).toList();
        return new StackOptions(repository, definition, folders, ports, chosen, ephemeral, archiveClasses);
    }

    /** The same, keeping no data. */
    public StackOptions keepingNoData() {
        return new StackOptions(repository, definition, folders, ports, components, true, archiveClasses);
    }

    /** The same, writing class archives for the next start when it stops. */
    public StackOptions archivingClasses() {
        return new StackOptions(repository, definition, folders, ports, components, ephemeral, true);
    }
}
