package jobplatform.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Draws faults of all kinds. The same seed draws the same ones. */
final class FaultDeck {

    private static final int MOST_AT_ONCE = 4;
    private static final int ATTEMPTS = 20;

    private final Random random;
    private final Duration longest;
    private final List<String> components;
    private final List<String> ways;
    private final List<Supplier<Fault>> kinds = new ArrayList<>();

    /**
     * A deck for a platform.
     *
     * @param longest how long something is frozen, away or cut at most
     * @param disk its folder on a disk of its own; empty when it has none
     */
    FaultDeck(long seed, Duration longest, Platform platform, Optional<SmallDisk> disk) {
        this.random = new Random(seed);
        this.longest = longest;
        this.components = platform.components();
        this.ways = platform.ways();
        // Kinds that are there several times are drawn so much more often.
        for (int times = 0; times < 8; times++) {
            kinds.add(this::ofProcesses);
        }
        for (int times = 0; times < 5; times++) {
            kinds.add(this::aimed);
        }
        for (int times = 0; times < 3; times++) {
            kinds.add(this::ofConnections);
        }
        kinds.add(() -> new RebalanceStorm(time()));
        disk.ifPresent(small -> kinds.add(
                () -> new FullDisk(small.folder(), Duration.ofSeconds(3), with(platform.brokers(), "postgres"))));
    }

    private static List<String> with(List<String> some, String other) {
        List<String> all = new ArrayList<>(some);
        all.add(other);
        return List.copyOf(all);
    }

    /** Up to so many faults that happen at the same time to different victims. */
    List<Fault> draw(int most) {
        int wanted = Math.min(most, 1 + random.nextInt(MOST_AT_ONCE));
        List<Fault> drawn = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS && drawn.size() < wanted; attempt++) {
            Fault fault = any(kinds).get();
            if (fault.victims().stream().noneMatch(taken::contains)) {
                taken.addAll(fault.victims());
                drawn.add(fault);
            }
        }
        return drawn;
    }

    private Fault ofProcesses() {
        Set<String> victims = new HashSet<>(Set.of(any(components)));
        if (random.nextInt(3) == 0) {
            victims.add(any(components));
        }
        List<String> inOrder = new ArrayList<>(victims);
        inOrder.sort(Comparator.comparing(components::indexOf));
        return new ProcessFault(any(List.of(ProcessFault.Kind.values())), List.copyOf(inOrder), time());
    }

    private Fault aimed() {
        FailPoint point = any(List.of(FailPoint.values()));
        AimedFault.Kind kind = random.nextBoolean() ? AimedFault.Kind.KILL : AimedFault.Kind.FREEZE;
        if (point == FailPoint.REPLAY) {
            return new ReplayFault(kind, 6, time());
        }
        if (point.isOfAHandover()) {
            return new HandoverFault(point, kind, time());
        }
        return new AimedFault(point, kind, any(point.processes()), random.nextInt(3), time());
    }

    private Fault ofConnections() {
        List<TcpProxy.Mode> cuts = List.of(TcpProxy.Mode.RESET, TcpProxy.Mode.STALLED, TcpProxy.Mode.HALF_STALLED);
        return new ConnectionFault(any(cuts), any(ways), time());
    }

    private Duration time() {
        return Duration.ofSeconds(1 + random.nextInt((int) longest.toSeconds()));
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
