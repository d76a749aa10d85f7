package dev.avenant.registry.http;

import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.leadership.Leadership;
import dev.avenant.registry.log.RegistryLog;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Lets the leader do what only it may do: here when it is this registry, else there, and then the answer waits until this
 * registry has read what was written.
 */
final class Writers {

    private final Leadership leadership;
    private final RegistryLog log;
    private final Forwarding forwarding;
    private final Duration patience;

    Writers(Leadership leadership, RegistryLog log, Duration patience, Forwarding forwarding) {
        this.leadership = leadership;
        this.log = log;
        this.patience = patience;
        this.forwarding = forwarding;
    }

    /** A request whose body was read. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
    record Wanted(Request request, Response response, byte[] body) {}

    Answer write(Wanted wanted, Supplier<Answer> here) {
        Leadership.Leader leader = leadership.await(patience);
        if (leader.self()) {
            Answer answer = here.get();
            if (Forwarding.isForwarded(wanted.request())) {
                Forwarding.tellPosition(wanted.response(), log.position());
            }
            return answer;
        }
        URI url = leader.url();
        if (url == null || Forwarding.isForwarded(wanted.request())) {
            RegistryErrorCode code = RegistryErrorCode.LEADER_UNKNOWN;
            return Answer.fault(code.status(), code.code(), code.message());
        }
        Forwarding.Forwarded forwarded = forwarding.send(url, wanted);
        log.await(forwarded.position() - 1);
        return forwarded.answer();
    }

    /** The log failed a write. */
    void failed() {
        leadership.writeFailed();
    }
}
