package dev.avenant.registry.http;

import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.leadership.Leadership;
import dev.avenant.registry.log.LogUnavailableException;
import dev.avenant.registry.log.RegistryLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Lets the leader do what only it may do: here when it is this registry, else there, and then the answer waits until this
 * registry has read what was written. A write that the log failed is not tried again; its client does that.
 */
final class LeaderForwardingFilter implements Filter {

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

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        if (!request.endpoint().writes()) {
            return chain.proceed(request);
        }
        waitingWrites.enter();
        try {
            return write(request, chain);
        } catch (LogUnavailableException failed) {
            leadership.writeFailed();
            throw failed;
        } finally {
            waitingWrites.leave();
        }
    }

    private ApiResponse write(ApiRequest request, FilterChain chain) throws IOException {
        boolean forwardedHere = LeaderClient.isForwarded(chain.exchange());
        Leadership.Leader leader = leadership.await(timeout);
        if (leader.self()) {
            ApiResponse response = chain.proceed(request);
            return forwardedHere ? LeaderClient.withPosition(response, log.nextOffset()) : response;
        }
        URI url = leader.url();
        if (url == null || forwardedHere) {
            RegistryErrorCode code = RegistryErrorCode.LEADER_UNKNOWN;
            return ApiResponse.fault(code.status(), code.code(), code.message());
        }
        LeaderClient.Forwarded forwarded = leaderClient.send(url, chain.exchange(), request.body());
        log.awaitReplayed(forwarded.position() - 1);
        return forwarded.response();
    }
}
