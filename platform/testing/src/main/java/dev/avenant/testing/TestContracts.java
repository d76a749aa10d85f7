package dev.avenant.testing;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** The contracts that a test works on: what they make of a registry, and the topics they ask for. */
final class TestContracts {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ContractTree tree;

    private TestContracts(ContractTree tree) {
        this.tree = tree;
    }

    static TestContracts in(Path folder) {
        return new TestContracts(ContractTree.load(ContractFiles.folder(folder)));
    }

    /**
     * Starts a registry that holds the contracts of a folder; it is stopped again when they cannot be registered.
     *
     * @param folder the folder with the {@code contracts.yaml}, or null for a registry that holds nothing
     */
    static SchemaRegistry startWith(@Nullable Path folder, SchemaRegistryConfig config) {
        SchemaRegistry registry = SchemaRegistry.start(config);
        try {
            if (folder != null) {
                in(folder).registerAt(registry.url());
            }
            return registry;
        } catch (RuntimeException failed) {
            registry.close();
            throw failed;
        }
    }

    void registerAt(URI url) {
        try (RegistryClient client = new HttpRegistryClient(url, TIMEOUT)) {
            RegistryPush.to(client).pushReleasedAndCurrent(tree, step -> {});
        }
    }

    /** The topics of the contracts, on one broker. */
    List<NewTopic> topics() {
        return tree.config().topics().values().stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                .toList();
    }
}
