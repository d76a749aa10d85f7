package dev.avenant.stack.config;

import java.nio.file.Path;

/** Options for the stacks of tests: free ports, a home of their own, one cache for all. */
public final class TestStacks {

    /** Unpacked programs are kept between test classes; a clean build unpacks them anew. */
    public static final Path CACHE = Path.of("target", "stack-cache").toAbsolutePath();

    private TestStacks() {}

    /** A repository of a shop, with Kafka and PostgreSQL. */
    public static final Path SHOP = Path.of("src/test/resources/dev/avenant/stack/shop");

    /** A stack of the shop with these components, kept below that folder. */
    public static StackOptions options(Path home, String... components) {
        return StackOptions.in(SHOP)
                .withHome(home)
                .withCache(CACHE)
                .onFreePorts()
                .only(components);
    }
}
