package jobplatform.faults;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What happens to processes.
 *
 * @param components the components that it happens to, all at once, in the order in which they need each other
 * @param time how long they are frozen or away
 */
record ProcessFault(Kind kind, List<String> components, Duration time) implements Fault {

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

    @Override
    public Set<String> victims() {
        return Set.copyOf(components);
    }

    @Override
    public void happenTo(Platform platform) throws InterruptedException {
        switch (kind) {
            case KILL -> components.forEach(platform::kill);
            case RESTART -> components.forEach(platform.stack()::stop);
            case AWAY -> {
                components.forEach(platform::kill);
                Thread.sleep(time.toMillis());
            }
            case FREEZE -> Processes.freeze(platform, components, time);
        }
        Processes.atOnce(components, platform::bringUp);
    }

    @Override
    public String toString() {
        String what = kind + " " + String.join(" and ", components);
        return kind == Kind.FREEZE || kind == Kind.AWAY ? what + " for " + time.toSeconds() + " s" : what;
    }
}
