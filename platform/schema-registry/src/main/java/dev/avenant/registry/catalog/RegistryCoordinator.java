package dev.avenant.registry.catalog;

/**
 * Runs write operations one after the other, as Kafka's own coordinators do: an operation looks at a catalog that holds
 * all records of those before it, gives records and a response, and the response is handed back once the records are
 * durable and replayed.
 */
@FunctionalInterface
public interface RegistryCoordinator {

    /**
     * Runs an operation and waits for its response. Throws what the operation throws, and a store's own exception when the
     * records may or may not be kept. Nobody retries.
     */
    <T> T write(WriteOperation<T> operation);
}
