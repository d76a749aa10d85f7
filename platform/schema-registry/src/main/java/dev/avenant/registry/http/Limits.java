package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import java.util.List;

/** How many entries the lists of the API give at most, and when the client does not say. */
public record Limits(Limit schemas, Limit subjects, Limit versions, Limit contexts) {

    /** Those that Confluent's server has. */
    public static final Limits DEFAULT = new Limits(
            new Limit(1_000, 1_000), new Limit(20_000, 20_000), new Limit(20_000, 20_000), new Limit(2_000, 2_000));

    /**
     * The limits of one list.
     *
     * @param standard how many when the client does not say, or asks for none or too many
     * @param most how many it may ask for
     */
    public record Limit(int standard, int most) {

        /** The part of a list that the client asks for. */
        <T> List<T> page(ApiRequest request, List<T> all) {
            int offset = request.number("offset", 0);
            int asked = request.number("limit", -1);
            if (offset < 0) {
                throw new RestException(400, 400, "offset must be at least 0 but was " + offset);
            }
            int limit = asked > 0 && asked <= most ? asked : standard;
            int from = Math.min(offset, all.size());
            return all.subList(from, from + Math.min(limit, all.size() - from));
        }
    }
}
