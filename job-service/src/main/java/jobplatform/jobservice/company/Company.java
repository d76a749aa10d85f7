package jobplatform.jobservice.company;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A company's profile. It does not change: what changes a profile answers a new one, which is then stored.
 *
 * @param id identifies the company
 * @param version grows by one with each stored change
 * @param ownerId the employer whose company it is; an employer has one
 * @param name the company's name
 * @param isNamed whether somebody gave it that name
 * @param contactName whom to ask for, null when not known
 * @param contactEmail where to ask, null when the owner is gone
 * @param contactVersion the version of the owner's account that the contact was taken from
 * @param description what the company does, null when nobody said
 * @param website where it tells more, null when nobody said
 * @param location where it is, null when nobody said
 * @param createdAt when the profile was made
 * @param updatedAt when it changed last
 */
@Table("companies")
public record Company(
        @Id UUID id,
        @Version long version,
        UUID ownerId,
        String name,
        @Column("is_named") boolean isNamed,
        @Nullable String contactName,
        @Nullable String contactEmail,
        long contactVersion,
        @Nullable String description,
        @Nullable String website,
        @Nullable String location,
        Instant createdAt,
        Instant updatedAt) {

    /** How a company is called that nobody gave a name, and one whose owner is gone. */
    static final String WITHOUT_NAME = "Unnamed company";

    Company presentedAs(Presentation presentation, Instant now) {
        return new Company(
                id,
                version,
                ownerId,
                presentation.name(),
                isNamed || !name.equals(presentation.name()),
                contactName,
                contactEmail,
                contactVersion,
                presentation.description(),
                presentation.website(),
                presentation.location(),
                createdAt,
                now);
    }

    /** The name that somebody gave it; null when nobody did. */
    public @Nullable String givenName() {
        return isNamed ? name : null;
    }

    /** What the company tells about itself. */
    public Presentation presentation() {
        return new Presentation(name, description, website, location);
    }
}
