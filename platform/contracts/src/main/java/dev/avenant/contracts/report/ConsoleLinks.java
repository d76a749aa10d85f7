package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.ProposedChange;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a console shows a change.
 *
 * @param console the console's own address, without a stroke at its end
 */
public record ConsoleLinks(String console) {

    /**
     * Those of a console.
     *
     * @param address with or without a stroke at its end
     * @return empty when it is no address that a browser opens
     */
    public static Optional<ConsoleLinks> at(String address) {
        try {
            URI uri = URI.create(address.strip());
            boolean isOpened = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            return isOpened ? Optional.of(new ConsoleLinks(uri.toString().replaceAll("/+$", ""))) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * The page of a change. It has the schema in its address, so it is there before and after the schema is registered; of a
     * schema that is too long for an address it is the page of the subject, where it can be tried.
     */
    public String of(ProposedChange change) {
        String schema = AddressedSchema.encode(change.schema());
        String subject = URLEncoder.encode(change.subject(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return AddressedSchema.fits(schema)
                ? console + "/changes/" + subject + "/proposed?schema=" + schema
                : console + "/subjects/" + subject + "/check";
    }
}
