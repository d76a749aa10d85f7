package dev.avenant.registry.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.SchemaVersion;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The answers to the plainest and most frequent question, the schema of an id, ready to be sent: 64 MiB of them, those that
 * are asked for most.
 */
final class SchemaResponseCache {

    private static final String BY_ID = "/schemas/ids/";
    private static final int LONGEST_ID = 9;
    private static final int MOST_BYTES = 64 << 20;
    /** What an entry takes about, besides its body. */
    private static final int ENTRY_BYTES = 200;

    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final Map<Integer, Entry> entries = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Integer id, Entry entry) -> entry.body.length + ENTRY_BYTES)
            .executor(Runnable::run)
            .<Integer, Entry>build()
            .asMap();

    /**
     * Bytes that answer for an id as long as the version is the one that answers for it, which it surely is while the
     * catalog has changed no further.
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
    private record Entry(SchemaVersion version, byte[] body, long changes) {}

    SchemaResponseCache(Catalog catalog, ResponseBodies bodies) {
        this.catalog = catalog;
        this.bodies = bodies;
    }

    /** The answer to a request that asks for nothing but the schema of an id; null when it takes more than a look-up. */
    byte @Nullable [] find(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null
                || !path.startsWith(BY_ID)
                || request.getHttpURI().getQuery() != null
                || !request.getMethod().equals("GET")
                || path.length() > BY_ID.length() + LONGEST_ID
                || path.length() == BY_ID.length()) {
            return null;
        }
        int id = 0;
        for (int i = BY_ID.length(); i < path.length(); i++) {
            char digit = path.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            id = id * 10 + (digit - '0');
        }
        return byId(id);
    }

    private byte @Nullable [] byId(int id) {
        // Read first: what changes meanwhile has the next reader look again.
        long changes = catalog.changes();
        Entry held = entries.get(id);
        if (held != null && held.changes == changes) {
            return held.body;
        }
        SchemaVersion version =
                catalog.byId(QualifiedSubject.DEFAULT_CONTEXT, id, null).orElse(null);
        return version == null ? null : bytes(version, changes);
    }

    /** The plain answer for a version; {@code changes} is how far the catalog was when the version was found. */
    @SuppressWarnings("ReferenceEquality") // The very object in the catalog: another equal one would be older or newer.
    byte[] plain(SchemaVersion version, long changes) {
        // One subject's answer does not replace another's: only the one that answers for the id is kept.
        boolean answersForId = QualifiedSubject.of(version.subject()).isInDefaultContext()
                && catalog.byId(QualifiedSubject.DEFAULT_CONTEXT, version.id(), null)
                        .filter(any -> any == version)
                        .isPresent();
        return answersForId ? bytes(version, changes) : make(version);
    }

    @SuppressWarnings("ReferenceEquality") // The very object in the catalog: another equal one would be older or newer.
    private byte[] bytes(SchemaVersion version, long changes) {
        Entry held = entries.get(version.id());
        byte[] body = held != null && held.version == version ? held.body : make(version);
        entries.put(version.id(), new Entry(version, body, changes));
        return body;
    }

    private byte[] make(SchemaVersion version) {
        return ApiResponse.bytes(bodies.byId(version, ResponseBodies.Form.PLAIN, null));
    }
}
