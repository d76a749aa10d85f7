package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to register, or to find.
 *
 * @param subject where
 * @param content as the client sent it
 * @param id the id that it has elsewhere, null or negative for none
 * @param version the version that it is to be; null or 0 for the next, negative for the next with its number in the
 *     metadata
 */
public record RegistrationRequest(
        String subject,
        SchemaContent content,
        @Nullable Integer id,
        @Nullable Integer version,
        Options options) {

    /**
     * What else is wanted.
     *
     * @param normalize whether the client wants the schema normalised
     * @param force whether to skip the compatibility check
     * @param tags what to tag
     */
    public record Options(boolean normalize, boolean force, Tagging tags) {

        /** Nothing else. */
        public static final Options NONE = new Options(false, false, Tagging.NONE);
    }

    /**
     * Tags to put into the schema, or to take out of it, before it is registered.
     *
     * @param propagate whether the tags of the version before stay
     */
    public record Tagging(List<TaggedEntity> add, List<TaggedEntity> remove, boolean propagate) {

        /** The schema stays as it is. */
        public static final Tagging NONE = new Tagging(List.of(), List.of(), false);

        public Tagging {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }

        boolean changes() {
            return !add.isEmpty() || !remove.isEmpty();
        }
    }

    boolean hasId() {
        return id != null && id >= 0;
    }

    int requestedId() {
        return id == null ? -1 : id;
    }

    int requestedVersion() {
        return version == null ? 0 : version;
    }

    boolean isBlank() {
        return content.text().isBlank();
    }

    /** The subjects that the schema refers to. */
    public List<String> referencedSubjects() {
        return content.references().stream()
                .map(SchemaReference::requiredSubject)
                .filter(name -> !name.isEmpty())
                .map(name -> QualifiedSubject.relativeTo(subject, name))
                .distinct()
                .toList();
    }

    RegistrationRequest in(String otherSubject) {
        return new RegistrationRequest(otherSubject, content, id, version, options);
    }

    RegistrationRequest with(SchemaContent other) {
        return new RegistrationRequest(subject, other, id, version, options);
    }

    /** The same with its tags put into a text, as the version that was asked for or the next that says its number. */
    RegistrationRequest tagged(String untagged) {
        Tagging tags = options.tags();
        String text = InlineTags.change(untagged, tags.add(), tags.remove());
        return new RegistrationRequest(
                subject, content.withText(text, content.references()), id, version == null ? -1 : version, options);
    }
}
