package dev.avenant.stack.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of {@code stack.yaml}: something that runs as a process of its own.
 *
 * @param name the name on the command line, in the table and of the log file
 * @param type how it is run
 * @param ports where it listens unless told otherwise, by the name of the port; its own is named after it. Empty for a
 *     task
 * @param needs the names of what must be ready, or done, before it is started
 * @param database the database on PostgreSQL that is made for it
 * @param program what is run
 */
public record Component(
        String name,
        Type type,
        Map<String, Integer> ports,
        List<String> needs,
        Optional<String> database,
        Program program) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]*");

    public Component {
        requireMatch("name", name, NAME);
        database.ifPresent(value -> requireMatch("database", value, DATABASE));
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
        needs = List.copyOf(needs);
    }

    /** How the stack runs a component. */
    public enum Type {
        /** Kafka's broker. */
        KAFKA,
        /** PostgreSQL with the databases of the other components. */
        POSTGRES,
        /** A program of the repository that stays and answers HTTP. */
        PROGRAM,
        /** A program of the repository that ends when it is done. */
        TASK
    }

    /**
     * What is run, and how.
     *
     * @param module the folder of the module, from the top of the repository
     * @param heapMegabytes the most heap that it may use
     * @param arguments its arguments; a <code>${…}</code> in them stands for a port or a name
     * @param environment variables on top of the inherited ones, with the same placeholders
     * @param healthPath the path that answers 200 when it is ready
     */
    public record Program(
            String module,
            int heapMegabytes,
            List<String> arguments,
            Map<String, String> environment,
            String healthPath) {

        public Program {
            if (heapMegabytes < 1) {
                throw new IllegalArgumentException("heapMegabytes must be at least 1 but was " + heapMegabytes);
            }
            if (!healthPath.startsWith("/")) {
                throw new IllegalArgumentException("health must begin with / but was " + healthPath);
            }
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /** Whether it ends by itself when it is done. */
    public boolean isTask() {
        return type == Type.TASK;
    }

    private static void requireMatch(String field, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " must match " + pattern + " but was " + value);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
