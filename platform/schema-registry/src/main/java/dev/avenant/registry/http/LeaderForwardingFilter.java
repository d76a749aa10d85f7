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
final class LeaderForwardingFilter {

    private final Leadership leadership;
    private final RegistryLog log;
    private final LeaderClient leaderClient;
    private final WaitingWrites waitingWrites;
    private final Duration timeout;

    LeaderForwardingFilter(
            Leadership leadership,
            RegistryLog log,
            Duration timeout,
            LeaderClient leaderClient,
            WaitingWrites waitingWrites) {
        this.waitingWrites = waitingWrites;
        this.leadership = leadership;
        this.log = log;
        this.timeout = timeout;
        this.leaderClient = leaderClient;
    }

    /** A request whose body was read. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
    record Wanted(Request request, Response response, byte[] body) {}

    ApiResponse write(Wanted wanted, Supplier<ApiResponse> here) {
        return waitingWrites.run(() -> writeOrForward(wanted, here));
    }

    private ApiResponse writeOrForward(Wanted wanted, Supplier<ApiResponse> here) {
        Leadership.Leader leader = leadership.await(timeout);
        if (leader.self()) {
            ApiResponse answer = here.get();
            if (LeaderClient.isForwarded(wanted.request())) {
                LeaderClient.tellPosition(wanted.response(), log.nextOffset());
            }
            return answer;
        }
        URI url = leader.url();
        if (url == null || LeaderClient.isForwarded(wanted.request())) {
            RegistryErrorCode code = RegistryErrorCode.LEADER_UNKNOWN;
            return ApiResponse.fault(code.status(), code.code(), code.message());
        }
        LeaderClient.Forwarded forwarded = leaderClient.send(url, wanted);
        log.awaitReplayed(forwarded.position() - 1);
        return forwarded.answer();
    }

    /** The log failed a write. */
    void failed() {
        leadership.writeFailed();
    }
}
