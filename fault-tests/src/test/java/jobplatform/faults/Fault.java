package jobplatform.faults;

import dev.avenant.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What happens to processes of the platform.
 *
 * @param victims the components that it happens to, all at once
 * @param time how long they are frozen or away
 */
record Fault(Kind kind, List<String> victims, Duration time) {

    /** What needs another one stands behind it. */
    private static final List<String> COMPONENTS =
            List.of("kafka", "postgres", "registry", "user-service", "job-service");

    /** Ways to fail. */
    enum Kind {
        /** {@code kill -9}, and started again at once. */
        KILL,
        /** Stopped in order, and started again. */
        RESTART,
        /** {@code SIGSTOP} to the process and its children, and {@code SIGCONT}. */
        FREEZE,
        /** {@code kill -9}, and away for a while. */
        AWAY
    }

    /** Any fault of one victim, or of two in a third of the cases; frozen and away for one second to the longest. */
    static Fault random(Random random, Duration longest) {
        List<String> victims = new ArrayList<>(List.of(COMPONENTS.get(random.nextInt(COMPONENTS.size()))));
        if (random.nextInt(3) == 0) {
            Stream.generate(() -> COMPONENTS.get(random.nextInt(COMPONENTS.size())))
                    .filter(component -> !victims.contains(component))
                    .findFirst()
                    .ifPresent(victims::add);
        }
        victims.sort(Comparator.comparing(COMPONENTS::indexOf));
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return new Fault(kind, victims, Duration.ofSeconds(1 + random.nextInt((int) longest.toSeconds())));
    }

    /** Returns when all victims are ready again. */
    void happenTo(LocalStack stack) throws InterruptedException {
        switch (kind) {
            case KILL -> {
                victims.forEach(stack::kill);
                victims.forEach(stack::start);
            }
            case RESTART -> victims.forEach(stack::restart);
            case AWAY -> {
                victims.forEach(stack::kill);
                Thread.sleep(time.toMillis());
                victims.forEach(stack::start);
            }
            case FREEZE -> {
                List<String> processes = victims.stream()
                        .flatMap(victim -> processesOf(stack, victim))
                        .toList();
                signal("STOP", processes);
                try {
                    Thread.sleep(time.toMillis());
                } finally {
                    signal("CONT", processes);
                }
            }
        }
    }

    private static Stream<String> processesOf(LocalStack stack, String component) {
        return ProcessHandle.of(stack.pid(component).orElseThrow()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> Long.toString(process.pid()));
    }

    private static void signal(String name, List<String> processes) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(processes);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        String what = kind + " " + String.join(" and ", victims);
        return kind == Kind.FREEZE || kind == Kind.AWAY ? what + " for " + time.toSeconds() + " s" : what;
    }
}
