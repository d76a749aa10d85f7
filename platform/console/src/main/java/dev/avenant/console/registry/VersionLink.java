package dev.avenant.console.registry;

import dev.avenant.console.ShownText;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** A version that a page leads to. */
public record VersionLink(String subject, int version) {

    static VersionLink of(SchemaReference reference) {
        return new VersionLink(reference.subject(), reference.version());
    }

    static VersionLink of(SubjectVersion version) {
        return new VersionLink(version.subject(), version.version());
    }

    /** The address of a subject's page; each character that means something in an address is encoded. */
    static String addressOf(String subject) {
        return "/subjects/" + UriUtils.encode(subject, StandardCharsets.UTF_8);
    }

    /** The address of the page of an id, which is one of the context of the subject that has it. */
    static String addressOf(int id, String subject) {
        return "/schemas/" + id
                + (subject.startsWith(":.") ? "?subject=" + UriUtils.encode(subject, StandardCharsets.UTF_8) : "");
    }

    /** The address of its page. */
    public String address() {
        return addressOf(subject) + "?version=" + version;
    }

    /** The address of the page of its subject. */
    public String subjectAddress() {
        return addressOf(subject);
    }

    /** What the page calls it. */
    public String text() {
        return ShownText.line(subject) + " v" + version;
    }
}
