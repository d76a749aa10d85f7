package dev.avenant.registry.http;

import dev.avenant.registry.client.api.RegistryMediaTypes;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which of the registry's media types a client accepts, and which it may send. */
final class MediaTypes {

    private static final int MOST_KNOWN = 100;

    /** Clients send a few headers again and again; an empty one stands for none that is accepted. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private MediaTypes() {}

    /** The type to answer in; null when the client accepts none of them. */
    static @Nullable String accepted(@Nullable String accept) {
        if (accept == null || accept.isBlank() || accept.equals("*/*")) {
            return RegistryMediaTypes.SCHEMA_REGISTRY_V1;
        }
        String known = KNOWN.get(accept);
        if (known == null) {
            String best = best(accept);
            known = best == null ? "" : best;
            if (KNOWN.size() < MOST_KNOWN) {
                KNOWN.put(accept, known);
            }
        }
        return known.isEmpty() ? null : known;
    }

    private static @Nullable String best(String accept) {
        String best = null;
        double bestQuality = 0;
        for (String offered : RegistryMediaTypes.ALL) {
            double quality = 0;
            String parameters = "";
            int exactness = 0;
            for (String range : accept.split(",", -1)) {
                String[] parts = range.trim().split(";", -1);
                int match = match(parts[0].trim().toLowerCase(Locale.ROOT), offered);
                if (match > exactness) {
                    exactness = match;
                    quality = quality(parts);
                    parameters = charset(parts);
                }
            }
            if (quality > bestQuality) {
                bestQuality = quality;
                best = offered + parameters;
            }
        }
        return best;
    }

    private static int match(String range, String offered) {
        if (range.equals(offered)) {
            return 3;
        }
        return range.equals("application/*") ? 2 : range.equals("*/*") || range.equals("*") ? 1 : 0;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].trim();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException none) {
                    return 0;
                }
            }
        }
        return 1;
    }

    private static String charset(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].trim().toLowerCase(Locale.ROOT).startsWith("charset=")) {
                return ";" + parts[i].trim();
            }
        }
        return "";
    }

    /** Null when a body of that type is read, else the answer that refuses it. */
    static @Nullable ApiResponse refuse(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (type.isEmpty() || type.indexOf('/') <= 0 || type.endsWith("/")) {
            return ApiResponse.typed(400, "Bad Request", RegistryMediaTypes.JSON);
        }
        boolean read = RegistryMediaTypes.ALL.contains(type) || type.equals("application/octet-stream");
        return read ? null : ApiResponse.fault(415, 415, "HTTP 415 Unsupported Media Type");
    }
}
