package dev.avenant.console.registry;

import dev.avenant.console.ShownText;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a subject with all that its page shows.
 *
 * @param subject its name
 * @param versions every version that is not deleted, oldest first
 * @param version the one that is shown
 * @param guid null from registries that know none
 * @param schemaType {@code AVRO}, or what another registry keeps besides
 * @param level the compatibility level in force
 * @param isOwnLevel whether the subject sets it itself
 * @param mode what the registry lets be done to the subject, such as {@code READWRITE}
 * @param refersTo the registered types that the schema uses
 * @param referencedBy the versions that use this one
 * @param moreUsers how many schemas use this one beside those whose versions are named
 * @param example a record that this schema takes, in Avro's JSON; null when there is none that is small enough
 * @param step what changed since the version before; null for the first, and for what cannot be compared
 */
public record VersionPage(
        String subject,
        List<Integer> versions,
        int version,
        int id,
        @Nullable String guid,
        String schemaType,
        String level,
        boolean isOwnLevel,
        String mode,
        List<SchemaReference> refersTo,
        List<VersionLink> referencedBy,
        int moreUsers,
        SchemaView schema,
        @Nullable String example,
        @Nullable Step step) {

    public VersionPage {
        versions = List.copyOf(versions);
        refersTo = List.copyOf(refersTo);
        referencedBy = List.copyOf(referencedBy);
    }

    /** The registered types that the schema uses, as a page leads to them. */
    public List<VersionLink> references() {
        return refersTo.stream().map(VersionLink::of).toList();
    }

    /** The address of its page. */
    public String address() {
        return VersionLink.addressOf(subject);
    }

    /** The address of the page of its id. */
    public String idAddress() {
        return VersionLink.addressOf(id, subject);
    }

    /** Its name as a page shows it. */
    public String shownSubject() {
        return ShownText.line(subject);
    }

    /**
     * From the version before to this one.
     *
     * @param changes how many things changed
     * @param backward what this version makes of what was written with the one before
     * @param forward what the one before makes of what is written with this one
     */
    public record Step(int from, int changes, Verdict backward, Verdict forward) {}

    static int numberOf(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
