package jobplatform.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Holds the thread that comes to a place in the code, until a file is deleted. So whoever loaded this into the process
 * knows where it is when it is killed or frozen. The code of the process knows nothing of it.
 */
public final class FailPointAgent {

    private static final long LOOK_NANOS = 1_000_000;

    private static final Map<String, Armed> ARMED = new ConcurrentHashMap<>();

    private FailPointAgent() {}

    /**
     * Arms a fail point, once.
     *
     * @param arguments separated by a line break: the class, the method, {@code ENTRY} or {@code EXIT}, how many times it is
     *     passed first, the file that is there as long as a thread is to be held, and the one that is while it is
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        String[] given = arguments.split("\n", -1);
        String type = given[0];
        String method = given[1];
        boolean isEntry = given[2].equals("ENTRY");
        Class<?> loaded = loaded(type, instrumentation);
        if (Arrays.stream(loaded.getDeclaredMethods())
                .noneMatch(each -> each.getName().equals(method))) {
            throw new IllegalArgumentException("There is no method " + type + "." + method);
        }
        ARMED.put(
                simple(type, method),
                new Armed(new AtomicInteger(Integer.parseInt(given[3])), Path.of(given[4]), Path.of(given[5])));
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.RedefinitionStrategy.Listener.ErrorEscalating.FAIL_FAST)
                .type(named(type))
                .transform((builder, ignored, loader, module, domain) -> builder.visit(
                        Advice.to(isEntry ? AtEntry.class : AtExit.class).on(named(method))))
                .installOn(instrumentation);
    }

    private static Class<?> loaded(String type, Instrumentation instrumentation) {
        return Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(each -> each.getName().equals(type))
                .findFirst()
                .orElseGet(() -> load(type));
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type, false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("There is no class " + type, missing);
        }
    }

    private static String simple(String type, String method) {
        return type + "." + method;
    }

    /** Called by the code that is woven in. */
    public static void reached(String type, String method) {
        Armed armed = ARMED.get(simple(type, method));
        if (armed != null && armed.left().getAndDecrement() == 0 && Files.exists(armed.file())) {
            hold(armed.held());
        }
    }

    private static void hold(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        while (Files.exists(file)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * A fail point that waits for somebody to come.
     *
     * @param left how many may pass before
     */
    private record Armed(AtomicInteger left, Path file, Path held) {}

    /** Woven in before all else of a method. */
    static final class AtEntry {

        private AtEntry() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t") String type, @Advice.Origin("#m") String method) {
            FailPointAgent.reached(type, method);
        }
    }

    /** Woven in behind all else of a method that does not throw. */
    static final class AtExit {

        private AtExit() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Origin("#t") String type, @Advice.Origin("#m") String method) {
            FailPointAgent.reached(type, method);
        }
    }
}
