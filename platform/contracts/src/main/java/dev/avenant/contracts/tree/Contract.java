package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * An event, a shared type or the key of a topic, with all its versions.
 *
 * @param folder below the contracts folder, such as {@code order-events/OrderPlaced}
 * @param topic the topic that carries it, as an event or in its key; empty for a shared type
 * @param subject what it is registered under
 * @param level how a new version is checked against the released ones
 * @param consumers the services that read it
 * @param versions all files that could be read, the first version first
 * @param releases what the lock says was released, in that order
 * @param unreleased what the lock does not have yet, the current version with its newest types last
 * @param current the newest version with the newest types; empty when it cannot be resolved
 */
public record Contract(
        String folder,
        String name,
        String fullName,
        Optional<TopicContract> topic,
        String subject,
        CompatibilityLevel level,
        List<String> consumers,
        List<ContractVersion> versions,
        List<Release> releases,
        List<Release> unreleased,
        Optional<Release> current) {
    /** The folder of the shared types. */
    public static final String TYPES_FOLDER = "types";

    public Contract {
        consumers = List.copyOf(consumers);
        versions = List.copyOf(versions);
        releases = List.copyOf(releases);
        unreleased = List.copyOf(unreleased);
    }

    /** Whether it is an event; otherwise it is a key, or a type that events share. */
    public boolean isEvent() {
        return !isType() && !isKey();
    }

    /** Whether it is a type that events share. */
    public boolean isType() {
        return folder.startsWith(TYPES_FOLDER + "/");
    }

    /** Whether it is what the records of its topic are keyed by. */
    public boolean isKey() {
        return topic.filter(carrier -> carrier.key().isCalled(name, fullName)).isPresent();
    }

    /** The release that came last, if there was one. */
    public Optional<Release> lastRelease() {
        return releases.isEmpty() ? Optional.empty() : Optional.of(releases.get(releases.size() - 1));
    }

    /** Whether another release, of this or of another state of the tree, is the current version byte for byte. */
    public boolean isCurrent(Release other) {
        return current.filter(newest -> newest.isSameAs(other)
                        && newest.version()
                                .source()
                                .fingerprint()
                                .equals(other.version().source().fingerprint()))
                .isPresent();
    }

    /** Whether a schema that comes from elsewhere is the current version, with all that it says. */
    public boolean isCurrent(Schema other) {
        return current.map(Release::schema)
                .filter(schema -> schema.equals(other) && schema.toString().equals(other.toString()))
                .isPresent();
    }

    /** The file with the highest number. */
    public ContractVersion newest() {
        return versions.get(versions.size() - 1);
    }

    /** Whether its files stand in its folder, as those of a project with {@code contracts.yaml} do. */
    public boolean isLaidOut() {
        return newest().path().startsWith(folder + "/");
    }

    /** The folder that it stands in: its topic's name, or {@value #TYPES_FOLDER}; empty text when it is in none. */
    public String parentFolder() {
        return folder.substring(0, Math.max(0, folder.indexOf('/')));
    }

    /** What a line of the lock says was released; empty when its file is gone or cannot be resolved. */
    public Optional<Release> releaseOf(ContractLock.Entry entry) {
        return releases.stream()
                .filter(release -> release.version().number() == entry.version()
                        && release.types().equals(entry.types()))
                .findFirst();
    }

    /** Whether the newest version with the newest types is in the lock. */
    public boolean isReleased() {
        return current.isPresent() && releases.stream().anyMatch(current.get()::isSameAs);
    }

    /** The file with that number. */
    public Optional<ContractVersion> version(int number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }
}
