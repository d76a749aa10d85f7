package jobplatform.analytics.figures;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How what is kept in Kafka is written: a release reads what older ones wrote, and newer ones, of which fields came and went. */
public final class FigureJson {

    /** A number that was not kept is 0. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FigureJson() {}
}
