package dev.avenant.operations.registry;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SubjectVersion;
import java.util.Comparator;
import java.util.List;

/**
 * A version of a subject, and what the registry knows beside its schema.
 *
 * @param versions of the subject that are not deleted, the oldest first
 * @param level the compatibility level in force
 * @param isOwnLevel whether the subject sets it itself
 * @param mode what the registry lets be done to the subject, such as {@code READWRITE}
 * @param users the versions that refer to it, by subject
 * @param moreUsers how many schemas refer to it beside those whose versions are named
 */
public record DescribedVersion(
        RegisteredSchema schema,
        List<Integer> versions,
        String level,
        boolean isOwnLevel,
        String mode,
        List<SubjectVersion> users,
        int moreUsers) {

    /** The order in which versions of several subjects are shown. */
    public static final Comparator<SubjectVersion> BY_SUBJECT =
            Comparator.comparing(SubjectVersion::subject).thenComparing(SubjectVersion::version);

    private static final String AVRO = "AVRO";

    /** The registry is asked for the versions of each, one after the other. */
    private static final int MOST_USERS = 100;

    public DescribedVersion {
        versions = List.copyOf(versions);
        users = List.copyOf(users);
    }

    /** What the registry knows of a version. */
    public static DescribedVersion of(HttpRegistryClient client, RegisteredSchema schema) {
        String subject = String.valueOf(schema.subject());
        List<Integer> ids = client.referencesTo(subject, ListedVersion.numberOf(schema));
        List<SubjectVersion> users = ids.stream()
                .limit(MOST_USERS)
                .flatMap(user -> client.usesOf(user, subject).stream())
                .distinct()
                .sorted(BY_SUBJECT)
                .toList();
        return new DescribedVersion(
                schema,
                client.versions(subject),
                client.levelInForce(subject).orElseGet(client::globalLevel).name(),
                client.level(subject).isPresent(),
                client.mode(subject),
                users,
                Math.max(0, ids.size() - MOST_USERS));
    }

    /** {@code AVRO}, or what another registry keeps besides. */
    public static String typeOf(RegisteredSchema schema) {
        return schema.schemaType() == null ? AVRO : schema.schemaType();
    }

    /** Whether a schema is one of Avro. */
    public static boolean isAvro(RegisteredSchema schema) {
        return typeOf(schema).equals(AVRO);
    }
}
