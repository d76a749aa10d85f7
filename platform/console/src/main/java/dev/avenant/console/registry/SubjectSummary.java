package dev.avenant.console.registry;

import dev.avenant.console.ShownText;
import dev.avenant.operations.registry.SubjectSearch;
import java.util.List;

/**
 * One subject in a list.
 *
 * @param recordName what its latest version describes, without the namespace
 * @param id the schema id of the latest version
 * @param matches where it has what was searched for beside its name, such as {@code field buyer}
 */
public record SubjectSummary(
        String name, String recordName, int latestVersion, int id, List<SubjectSearch.Match> matches) {

    public SubjectSummary {
        matches = List.copyOf(matches);
    }

    static SubjectSummary of(SubjectSearch.Found found) {
        return new SubjectSummary(found.name(), found.recordName(), found.version(), found.id(), found.matches());
    }

    /** The address of its page. */
    public String address() {
        return VersionLink.addressOf(name);
    }

    /** The address of the page of its id. */
    public String idAddress() {
        return VersionLink.addressOf(id, name);
    }

    /** Its name as a page shows it. */
    public String shownName() {
        return ShownText.line(name);
    }
}
