package dev.avenant.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a {@link LocalStack} is started with.
 *
 * @param repository the folder of the built clone, where the modules and {@code schemas/} are
 * @param home where the stack keeps data, logs and what it needs to know of its processes; created when missing
 * @param cache where PostgreSQL's unpacked programs and the class archives are kept; may serve several stacks
 * @param ports where each part listens
 * @param parts what to start; what these need is started too
 * @param ephemeral whether the data is deleted when the stack stops
 * @param archiveClasses whether programs without a class archive write one when they stop: a slow stop, once, and a
 *     start that is about a third quicker from then on
 */
public record StackOptions(
        Path repository,
        Path home,
        Path cache,
        StackPorts ports,
        Set<Part> parts,
        boolean ephemeral,
        boolean archiveClasses) {

    public StackOptions {
        repository = repository.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must name at least one part but was empty");
        }
        Set<Part> closed = EnumSet.copyOf(parts);
        parts.forEach(part -> closed.addAll(part.needs()));
        parts = Set.copyOf(closed);
    }

    /** Every part on its standard port, with its data kept in {@code .avenant} of that clone. */
    public static StackOptions in(Path repository) {
        Path home = repository.resolve(".avenant");
        return new StackOptions(
                repository,
                home,
                home.resolve("cache"),
                StackPorts.standard(),
                EnumSet.allOf(Part.class),
                false,
                false);
    }

    /** The same, kept in that folder; the cache stays where it is. */
    public StackOptions withHome(Path home) {
        return new StackOptions(repository, home, cache, ports, parts, ephemeral, archiveClasses);
    }

    /** The same, with unpacked programs and class archives in that folder. */
    public StackOptions withCache(Path cache) {
        return new StackOptions(repository, home, cache, ports, parts, ephemeral, archiveClasses);
    }

    /** The same on these ports. */
    public StackOptions withPorts(StackPorts ports) {
        return new StackOptions(repository, home, cache, ports, parts, ephemeral, archiveClasses);
    }

    /** The same, starting only these and what they need. */
    public StackOptions withParts(Set<Part> parts) {
        return new StackOptions(repository, home, cache, ports, parts, ephemeral, archiveClasses);
    }

    /** The same, keeping no data. */
    public StackOptions keepingNoData() {
        return new StackOptions(repository, home, cache, ports, parts, true, archiveClasses);
    }

    /** The same, writing class archives for the next start when it stops. */
    public StackOptions archivingClasses() {
        return new StackOptions(repository, home, cache, ports, parts, ephemeral, true);
    }
}
