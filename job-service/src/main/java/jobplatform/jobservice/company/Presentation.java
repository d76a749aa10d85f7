package jobplatform.jobservice.company;

import org.jspecify.annotations.Nullable;

/**
 * What a company tells about itself, and its owner may change.
 *
 * @param name the company's name
 * @param description what the company does, null when nobody said
 * @param website where it tells more, null when nobody said
 * @param location where it is, null when nobody said
 */
public record Presentation(
        String name,
        @Nullable String description,
        @Nullable String website,
        @Nullable String location) {}
