package jobplatform.search.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.search.index.FoundJob;
import jobplatform.search.readmodel.Offer;
import jobplatform.search.readmodel.OpenJob;
import jobplatform.search.readmodel.Salary;
import org.jspecify.annotations.Nullable;

/** A found job as it is answered. */
@Schema(name = "FoundJob")
record HitView(
        UUID id,
        UUID employerId,
        UUID companyId,
        @Nullable @Schema(example = "Acme") String companyName,

        @Schema(example = "Software Engineer") String title,

        @Schema(example = "FULL_TIME") String employmentType,

        @Nullable @Schema(example = "Berlin") String location,

        @Nullable Salary salary,
        List<String> skills,
        boolean remote,
        Instant postedAt,
        Highlights highlights) {

    /**
     * What was found, in HTML: the texts are escaped, and what was found is in {@code <em>}.
     *
     * @param title the title
     * @param description parts of the description
     */
    record Highlights(
            @Schema(example = "Software <em>Engineer</em>") String title,

            @Schema(example = "You build <em>engines</em> that … ")
            String description) {}

    static HitView of(FoundJob found) {
        OpenJob job = found.job();
        Offer offer = job.offer();
        return new HitView(
                job.id(),
                job.employerId(),
                offer.companyId(),
                job.companyName(),
                offer.title(),
                offer.employmentType(),
                offer.location(),
                offer.salary(),
                offer.skills(),
                offer.remote(),
                job.postedAt(),
                new Highlights(found.title(), found.excerpt()));
    }
}
