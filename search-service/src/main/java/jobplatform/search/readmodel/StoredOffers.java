package jobplatform.search.readmodel;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes offers as the database holds them, and reads them whatever later versions of the service added. */
final class StoredOffers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StoredOffers() {}

    static String write(Offer offer) {
        return JSON.writeValueAsString(offer);
    }

    static Offer read(String json) {
        return JSON.readValue(json, Offer.class);
    }
}
