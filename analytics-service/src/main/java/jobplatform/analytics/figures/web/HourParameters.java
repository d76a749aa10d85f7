package jobplatform.analytics.figures.web;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import jobplatform.analytics.figures.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * Of what the hours are asked.
 *
 * @param place null for every place
 * @param skill null for every skill
 */
record HourParameters(
        @Parameter(description = "Only what is at this place, whatever its case.", example = "Berlin")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String place,

        @Parameter(
                description = "Only what asks for this skill, whatever its case; not together with place.",
                example = "Kafka")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String skill) {

    /**
     * What is meant.
     *
     * @throws TwoDimensionsException if it is a place and a skill
     */
    Dimension dimension() {
        if (place != null && skill != null) {
            throw new TwoDimensionsException();
        }
        if (place != null) {
            return Dimension.place(place);
        }
        return skill != null ? Dimension.skill(skill) : Dimension.ALL;
    }
}
