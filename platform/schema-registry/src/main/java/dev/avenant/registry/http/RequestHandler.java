package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryMediaTypes;
import dev.avenant.registry.log.LogUnavailableException;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Jetty's requests answered and sends the answers. Whatever a request is, the answer is JSON and never a stack trace.
 */
final class RequestHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final BooleanSupplier open;
    private final SchemaResponseCache cache;
    private final ManagementEndpoints management;
    private final Router router;
    private final RegistryMetrics metrics;
    private final RegistryServer.Additions additions;

    /** Made with {@code open}: whether anybody may be answered at once from the cache. */
    RequestHandler(
            BooleanSupplier open,
            SchemaResponseCache cache,
            ManagementEndpoints management,
            Router router,
            RegistryMetrics metrics,
            RegistryServer.Additions additions) {
        this.additions = additions;
        this.open = open;
        this.cache = cache;
        this.management = management;
        this.router = router;
        this.metrics = metrics;
    }

    /** The thread that reads the sockets calls: it answers what is ready, and leaves the rest to others. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begin = System.nanoTime();
        HttpExchange exchange = HttpExchange.of(request);
        ApiResponse refused = additions.bodySizeLimit().refuse(exchange);
        byte[] ready =
                refused == null && exchange.accepted() != null && open.getAsBoolean() ? cache.find(request) : null;
        if (refused != null) {
            send(exchange, response, callback, refused, begin);
        } else if (ready != null) {
            send(exchange, response, callback, ApiResponse.ok(ready), begin);
        } else {
            Executor executor = request.getComponents().getExecutor();
            executor.execute(() -> work(
                    new Work(exchange, answer -> send(exchange, response, callback, answer, begin), callback, executor),
                    () -> route(exchange)));
        }
        return true;
    }

    /** What it takes to answer one request. */
    private record Work(HttpExchange exchange, Consumer<ApiResponse> answered, Callback callback, Executor executor) {}

    private void work(Work work, PendingBody.Step step) {
        try {
            work.answered().accept(answer(work.exchange(), step));
        } catch (PendingBody pending) {
            pending.whenThere(work.executor(), rest -> work(work, rest));
        } catch (Throwable failed) {
            // Out of memory, say: the client must not wait for ever.
            work.callback().failed(failed);
        }
    }

    private ApiResponse route(HttpExchange exchange) throws IOException {
        ApiResponse managed = management.answer(exchange);
        return managed == null ? router.answer(exchange) : managed;
    }

    private void send(HttpExchange exchange, Response response, Callback callback, ApiResponse answer, long begin) {
        metrics.request(exchange.method(), answer.status(), System.nanoTime() - begin);
        response.setStatus(answer.status());
        additions.headers().applyTo(response.getHeaders());
        String type = answer.fixedType() ? answer.mediaType() : exchange.accepted();
        if (type != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        }
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static ApiResponse answer(HttpExchange exchange, PendingBody.Step step) {
        try {
            return step.answer();
        } catch (PendingBody pending) {
            throw pending;
        } catch (RestException fault) {
            return ApiResponse.fault(fault.status(), fault.errorCode(), fault.text());
        } catch (LogUnavailableException away) {
            LOG.warn("A write was not answered: {}", away.toString());
            return ApiResponse.storeFault(String.valueOf(away.getMessage()));
        } catch (IOException gone) {
            return ApiResponse.typed(
                    400, "The request ended before its body did", RegistryMediaTypes.SCHEMA_REGISTRY_V1);
        } catch (RuntimeException | StackOverflowError unexpected) {
            LOG.error("{} {} failed", exchange.method(), exchange.path(), unexpected);
            return ApiResponse.fault(500, 500, "Internal Server Error");
        }
    }
}
