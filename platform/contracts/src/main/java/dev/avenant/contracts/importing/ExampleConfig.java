package dev.avenant.contracts.importing;

/** The {@code contracts.yaml} that a project without schemas begins with. It holds no contracts yet, only how to write them. */
public final class ExampleConfig {
    /** The content of the file. An import puts its own in place of it as long as nobody has changed it. */
    public static final String TEXT = """
        # The contracts of this project: its topics, the events on them, and the types that events share. Everything is
        # explained in docs/contracts.md. Take the # away from what you need and make it yours.
        #
        # namespace: com.example   what the namespaces of all schemas begin with
        # preset: breaking         nothing but what breaks or corrupts a reader, without rules for how a schema is written

        defaults:
          compatibility: BACKWARD

        topics:
        #  order-events:
        #    description: What happens to orders.
        #    owner: order-service
        #    key: { type: string, meaning: order id }
        #    producers: [order-service]
        #    events:
        #      OrderPlaced: { consumers: [billing] }

        #types:
        #  Money: { owner: order-service }
        """;

    private ExampleConfig() {}
}
