package dev.avenant.console.web;

import dev.avenant.contracts.report.AddressedSchema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Where the pages of changes are. */
final class ChangeAddress {

    private ChangeAddress() {}

    /** The page of the change from one version to another. */
    static String of(String subject, int from, int to) {
        return begin(subject) + from + ".." + to;
    }

    /** The page of the change to a schema that is not registered; null when the schema is too long for an address. */
    static @Nullable String of(String subject, String schema) {
        String encoded = AddressedSchema.encode(schema);
        return AddressedSchema.fits(encoded) ? begin(subject) + "proposed?schema=" + encoded : null;
    }

    private static String begin(String subject) {
        return "/changes/" + UriUtils.encode(subject, StandardCharsets.UTF_8) + "/";
    }
}
