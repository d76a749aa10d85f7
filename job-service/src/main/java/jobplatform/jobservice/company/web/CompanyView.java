package jobplatform.jobservice.company.web;

import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import jobplatform.jobservice.company.Company;
import org.jspecify.annotations.Nullable;

/** A company as it is answered. Its contact is its owner's name and address, which the owner and administrators see. */
@Schema(name = "Company")
record CompanyView(
        UUID id,
        long version,
        UUID ownerId,
        String name,

        @Schema(description = "For the owner and administrators") @Nullable
        String contactName,

        @Schema(description = "For the owner and administrators") @Nullable
        String contactEmail,

        @Nullable String description,
        @Nullable String website,
        @Nullable String location,
        Instant createdAt,
        Instant updatedAt) {

    static CompanyView of(Company company, @Nullable Caller caller) {
        boolean seesContact = caller != null && caller.mayActFor(company.ownerId());
        return new CompanyView(
                company.id(),
                company.version(),
                company.ownerId(),
                company.name(),
                seesContact ? company.contactName() : null,
                seesContact ? company.contactEmail() : null,
                company.description(),
                company.website(),
                company.location(),
                company.createdAt(),
                company.updatedAt());
    }
}
