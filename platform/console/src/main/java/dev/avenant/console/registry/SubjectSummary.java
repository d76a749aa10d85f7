package dev.avenant.console.registry;

import dev.avenant.console.ShownText;
import java.util.List;

/**
 * One subject in a list.
 *
 * @param recordName what its latest version describes, without the namespace
 * @param id the schema id of the latest version
 * @param matches where it has what was searched for beside its name, such as {@code field buyer}
 */
public record SubjectSummary(String name, String recordName, int latestVersion, int id, List<Match> matches) {

    public SubjectSummary {
        matches = List.copyOf(matches);
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

    /**
     * Where a subject has what was searched for.
     *
     * @param kind {@code name}, {@code field}, {@code tag}, {@code logical_type}, {@code symbol}, {@code alias} or
     *     {@code doc}
     * @param place the field or type that says it; empty for the schema itself
     */
    public record Match(String kind, String place, String text) {}
}
