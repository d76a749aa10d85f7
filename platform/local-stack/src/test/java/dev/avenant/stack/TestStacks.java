package dev.avenant.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Options for the stacks of tests: free ports, a home of their own, one cache for all. */
public final class TestStacks {

    /** Unpacked programs are kept between test classes; a clean build unpacks them anew. */
    public static final Path CACHE = Path.of("target", "stack-cache").toAbsolutePath();

    private TestStacks() {}

    /** A stack with these parts, kept below that folder. */
    public static StackOptions options(Path home, Part... parts) {
        return StackOptions.in(Path.of("../.."))
                .withHome(home)
                .withCache(CACHE)
                .withPorts(StackPorts.free())
                .withParts(EnumSet.copyOf(Set.of(parts)));
    }
}
