package jobplatform.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens to a process at a certain moment of its code: the thread that comes there is held, so that the moment is
 * met whatever the machine does.
 *
 * @param processes the processes of which the first to come there is the victim
 * @param passes how often a thread comes there before it happens
 * @param time how long it is frozen
 */
record AimedFault(FailPoint point, Kind kind, List<String> processes, int passes, Duration time) implements Fault {

    private static final String DATABASE = "job-service>postgres";
    private static final Duration HELD_WITHIN = Duration.ofMinutes(4);
    /** As long as a consumer needs to poll, and to commit what it takes for handled. */
    private static final Duration WAITING = Duration.ofMillis(700);

    /** Ways to fail. */
    enum Kind {
        KILL,
        /** Stopped in order, and started again. */
        RESTART,
        FREEZE
    }

    @Override
    public Set<String> victims() {
        Set<String> victims = new HashSet<>(processes);
        if (point == FailPoint.PARTITION_WAITS) {
            victims.addAll(List.of("postgres", DATABASE));
        }
        return victims;
    }

    @Override
    public void happenTo(Platform platform) throws Exception {
        String victim =
                point == FailPoint.PARTITION_WAITS ? whileItsDatabaseIsAway(platform) : strike(platform, () -> {});
        platform.bringUp(victim);
    }

    private String whileItsDatabaseIsAway(Platform platform) throws Exception {
        TcpProxy database = platform.way(DATABASE);
        try {
            return strike(platform, () -> database.mode(TcpProxy.Mode.RESET));
        } finally {
            database.mode(TcpProxy.Mode.OPEN);
        }
    }

    /**
     * Has it happen, and answers to which process, which may have to be started again.
     *
     * @param provoke what brings a thread there
     */
    String strike(Platform platform, Provocation provoke) throws Exception {
        return strike(platform, provoke, () -> {});
    }

    /**
     * Has it happen, and answers to which process, which may have to be started again.
     *
     * @param provoke what brings a thread there
     * @param meanwhile what is done while it is held there, before it happens
     */
    String strike(Platform platform, Provocation provoke, Provocation meanwhile) throws Exception {
        Map<String, ArmedFailPoint> armed = new LinkedHashMap<>();
        for (String process : processes) {
            armed.put(process, ArmedFailPoint.in(platform.stack().pid(process).orElseThrow(), point, passes));
        }
        try {
            provoke.run();
            String victim = firstHeld(armed);
            platform.history().note(victim + " is held " + point);
            armed.forEach((process, each) -> {
                if (!process.equals(victim) || point == FailPoint.PARTITION_WAITS) {
                    each.disarm();
                }
            });
            meanwhile.run();
            strike(platform, victim);
            return victim;
        } finally {
            armed.values().forEach(ArmedFailPoint::disarm);
        }
    }

    private static String firstHeld(Map<String, ArmedFailPoint> armed) {
        List<String> held = new ArrayList<>();
        await().atMost(HELD_WITHIN).pollInterval(Duration.ofMillis(5)).until(() -> {
            armed.forEach((process, each) -> {
                if (each.isHeld()) {
                    held.add(process);
                }
            });
            return !held.isEmpty();
        });
        return held.get(0);
    }

    private void strike(Platform platform, String victim) throws InterruptedException {
        if (point == FailPoint.PARTITION_WAITS) {
            Thread.sleep(WAITING.toMillis());
        }
        switch (kind) {
            case KILL -> platform.kill(victim);
            case RESTART -> platform.stack().stop(victim);
            case FREEZE -> Processes.freeze(platform, List.of(victim), time);
        }
    }

    /** What brings a thread to a fail point, or what comes then. */
    @FunctionalInterface
    interface Provocation {
        void run() throws Exception;
    }

    @Override
    public String toString() {
        String what = kind + " " + String.join(" or ", processes) + " " + point;
        return kind == Kind.FREEZE ? what + " for " + time.toSeconds() + " s" : what;
    }
}
