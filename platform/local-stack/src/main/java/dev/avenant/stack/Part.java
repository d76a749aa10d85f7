package dev.avenant.stack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One process of the stack, in the order in which they are told of; each can be stopped and started alone. */
public enum Part {
    KAFKA("kafka", 9092),
    POSTGRES("postgres", 15432),
    REGISTRY("registry", 8081),
    USER_SERVICE("user-service", 8001),
    JOB_SERVICE("job-service", 8002),
    CONSOLE("console", 8080);

    private final String id;
    private final int standardPort;

    Part(String id, int standardPort) {
        this.id = id;
        this.standardPort = standardPort;
    }

    /** The name on the command line, in the table and of the log file. */
    public String id() {
        return id;
    }

    /** The port where it listens unless told otherwise. */
    public int standardPort() {
        return standardPort;
    }

    /** The parts that must be ready before this one is started. */
    public Set<Part> needs() {
        return switch (this) {
            case KAFKA, POSTGRES -> EnumSet.noneOf(Part.class);
            case REGISTRY -> EnumSet.of(KAFKA);
            case USER_SERVICE, JOB_SERVICE -> EnumSet.of(KAFKA, POSTGRES, REGISTRY);
            case CONSOLE -> EnumSet.of(KAFKA, REGISTRY);
        };
    }

    /** The part of that name, or nothing when there is none. */
    public static Optional<Part> named(String id) {
        return Arrays.stream(values()).filter(part -> part.id.equals(id)).findFirst();
    }

    /** All names, separated by commas, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Part::id).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return id;
    }
}
