package jobplatform.jobservice.company.web;

import dev.avenant.service.SingleLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jobplatform.jobservice.company.Presentation;
import org.jspecify.annotations.Nullable;

/** The body that replaces what a company tells about itself. */
record PresentationBody(
        @NotNull(message = "must be given: the version that was read")
        Long version,

        @NotNull(message = "must be given") @SingleLine @Size(max = 200, message = "must have at most 200 characters")
        String name,

        @Size(max = 10_000, message = "must have at most 10000 characters") @Nullable
        String description,

        @Pattern(
                regexp = "https?://[^\\s\\p{Cntrl}]{1,490}",
                message = "must be an address that starts with http:// or https://, of at most 500 characters")
        @Nullable
        String website,

        @SingleLine @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String location) {

    Presentation presentation() {
        return new Presentation(name, description, website, location);
    }
}
