package jobplatform.faults;

import java.time.Duration;
import java.util.Set;

/**
 * What happens between a service and what it needs.
 *
 * @param way the name of a proxy
 */
record ConnectionFault(TcpProxy.Mode mode, String way, Duration time) implements Fault {

    @Override
    public Set<String> victims() {
        return Set.of(way);
    }

    @Override
    public void happenTo(Platform platform) throws InterruptedException {
        TcpProxy proxy = platform.way(way);
        proxy.mode(mode);
        try {
            Thread.sleep(time.toMillis());
        } finally {
            proxy.mode(TcpProxy.Mode.OPEN);
        }
    }

    @Override
    public String toString() {
        return mode + " " + way + " for " + time.toSeconds() + " s";
    }
}
