package dev.avenant.registry.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to copy a registry as it is: what was softly deleted too, settings of every scope, and registration
 * under ids and versions of the caller's choice. Answers are JSON as the registry gives it, so that nothing is lost that
 * this client does not know. Failures are {@link RegistryException}s. Safe for use by several threads.
 *
 * <p>A scope is a subject, a context such as {@code :.eu:}, or null for the whole registry.
 */
public final class RegistryAdmin {

    /** The mode in which a registry takes ids and versions from outside. */
    public static final String IMPORT = "IMPORT";

    private static final String LEVEL = "compatibilityLevel";
    private static final String ALIAS = "alias";
    private static final int OK = 200;
    private static final int MOST_SHOWN = 500;

    private final RegistryTransport transport;

    public RegistryAdmin(RegistryConnection connection) {
        this.transport = new RegistryTransport(connection);
    }

    /** All contexts but the default one, such as {@code :.eu:}; none from a registry that has no contexts. */
    public List<String> contexts() {
        try {
            return transport.exchange("GET", "/contexts", null, new TypeReference<List<String>>() {}).stream()
                    .filter(context -> !context.equals("."))
                    .map(context -> ":" + context + ":")
                    .toList();
        } catch (RegistryException failed) {
            if (failed.status() == 404 || failed.status() == 405) {
                return List.of();
            }
            throw failed;
        }
    }

    /** The subjects of all contexts, those too of which every version is deleted softly. */
    public List<String> subjects() {
        return transport.exchange("GET", "/subjects?deleted=true", null, new TypeReference<>() {});
    }

    /**
     * The versions of a subject.
     *
     * @param deleted whether those that were deleted softly count
     */
    public List<Integer> versions(String subject, boolean deleted) {
        return found(
                        "/subjects/" + segment(subject) + "/versions?deleted=" + deleted,
                        new TypeReference<List<Integer>>() {})
                .orElse(List.of());
    }

    /** A version, deleted softly or not; empty when there is none. */
    public Optional<ObjectNode> version(String subject, int version) {
        String path = "/subjects/" + segment(subject) + "/versions/" + version + "?deleted=true";
        Optional<ObjectNode> answer = found(path, new TypeReference<>() {});
        answer.ifPresent(found -> requireVersion(path, found));
        return answer;
    }

    /**
     * A version that a subject holds.
     *
     * @param answer what the registry says of it
     * @param deleted whether it was deleted softly
     */
    public record StoredVersion(ObjectNode answer, boolean deleted) {}

    /**
     * What a subject itself holds.
     *
     * @param config what is set for it
     * @param versions deleted softly or not, in their order
     */
    public record StoredSubject(Optional<ObjectNode> config, List<StoredVersion> versions) {
        public StoredSubject {
            versions = List.copyOf(versions);
        }
    }

    /**
     * All that a subject itself holds, also where its name is an alias, under which a registry otherwise answers with the
     * versions of another subject.
     */
    public StoredSubject stored(String subject) {
        Optional<ObjectNode> config = config(subject);
        boolean isAlias = config.filter(set -> set.hasNonNull(ALIAS)).isPresent();
        return new StoredSubject(config, isAlias ? behindAlias(subject) : storedVersions(subject));
    }

    private List<StoredVersion> storedVersions(String subject) {
        Set<Integer> numbers = new TreeSet<>(versions(subject, true));
        // asked for afterwards, so that what is registered in between does not seem to be deleted
        Set<Integer> active = new TreeSet<>(versions(subject, false));
        numbers.addAll(active);
        List<StoredVersion> stored = new ArrayList<>();
        for (int number : numbers) {
            version(subject, number)
                    .ifPresent(answer -> stored.add(new StoredVersion(answer, !active.contains(number))));
        }
        return stored;
    }

    private List<StoredVersion> behindAlias(String subject) {
        List<ObjectNode> all = schemas(subject, true);
        Set<Integer> active = new TreeSet<>();
        schemas(subject, false)
                .forEach(answer -> active.add(answer.path("version").asInt()));
        return all.stream()
                .map(answer -> new StoredVersion(
                        answer, !active.contains(answer.path("version").asInt())))
                .toList();
    }

    private List<ObjectNode> schemas(String subject, boolean deleted) {
        String path = "/schemas?subjectPrefix=" + segment(subject) + "&deleted=" + deleted;
        List<ObjectNode> answers = transport.exchange("GET", path, null, new TypeReference<List<ObjectNode>>() {});
        answers.forEach(answer -> requireVersion(path, answer));
        return answers.stream()
                .filter(answer -> answer.path("subject").asText().equals(subject))
                .sorted(Comparator.comparingInt(answer -> answer.path("version").asInt()))
                .toList();
    }

    private static void requireVersion(String path, ObjectNode answer) {
        if (!answer.path("version").isInt()
                || !answer.path("id").isInt()
                || !answer.path("schema").isTextual()) {
            String found = answer.toString();
            throw new RegistryException(
                    RegistryException.Kind.NOT_A_REGISTRY,
                    OK,
                    0,
                    "Expected the version, the id and the schema in the answer to GET " + path + " but found "
                            + found.substring(0, Math.min(MOST_SHOWN, found.length())) + ". Check the registry's URL",
                    null);
        }
    }

    /** What is set for a scope, or empty when nothing is. */
    public Optional<ObjectNode> config(@Nullable String scope) {
        return found(path("/config", scope), new TypeReference<>() {});
    }

    /** The level in force for a scope, whoever set it. */
    public String levelInForce(String scope) {
        ObjectNode config = transport.exchange(
                "GET", path("/config", scope) + "?defaultToGlobal=true", null, new TypeReference<ObjectNode>() {});
        return config.path(LEVEL).asText();
    }

    /** Sets for a scope what {@link #config} gave. */
    public void setConfig(@Nullable String scope, ObjectNode config) {
        ObjectNode body = config.deepCopy();
        JsonNode level = body.remove(LEVEL);
        if (level != null) {
            body.set("compatibility", level);
        }
        transport.exchange("PUT", path("/config", scope), body, new TypeReference<JsonNode>() {});
    }

    /** The mode set for a scope; empty when none is. */
    public Optional<String> mode(@Nullable String scope) {
        return found(path("/mode", scope), new TypeReference<JsonNode>() {})
                .map(mode -> mode.path("mode").asText(""))
                .filter(mode -> !mode.isEmpty());
    }

    /**
     * Sets the mode of a scope.
     *
     * @param force whether {@link #IMPORT} may be set where there are schemas already
     */
    public void setMode(String scope, String mode, boolean force) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("mode", mode);
        transport.exchange(
                "PUT", path("/mode", scope) + (force ? "?force=true" : ""), body, new TypeReference<JsonNode>() {});
    }

    /** Takes the mode of a scope back, so that it follows the one above. */
    public void unsetMode(String scope) {
        transport.exchange("DELETE", path("/mode", scope), null, new TypeReference<JsonNode>() {});
    }

    /**
     * Registers a version.
     *
     * @param body the schema with its references and whatever else belongs to it, and with {@code id} and {@code version}
     *     where the subject is in the mode {@link #IMPORT}
     */
    public void register(String subject, ObjectNode body) {
        transport.exchange(
                "POST", "/subjects/" + segment(subject) + "/versions", body, new TypeReference<JsonNode>() {});
    }

    /** Deletes a version softly. */
    public void deleteVersion(String subject, int version) {
        transport.exchange(
                "DELETE",
                "/subjects/" + segment(subject) + "/versions/" + version,
                null,
                new TypeReference<JsonNode>() {});
    }

    private <T> Optional<T> found(String path, TypeReference<T> type) {
        try {
            return Optional.of(transport.exchange("GET", path, null, type));
        } catch (RegistryException failed) {
            if (failed.kind() == RegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static String path(String root, @Nullable String scope) {
        return scope == null ? root : root + "/" + segment(scope);
    }

    private static String segment(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // as they are, these would be taken for a way through the path
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
