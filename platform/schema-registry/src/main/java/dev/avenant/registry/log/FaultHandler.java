package dev.avenant.registry.log;

/** Hears of what ends a registry for good, as Kafka's own servers name it; called by the thread that ends. */
@FunctionalInterface
public interface FaultHandler {

    /**
     * Takes a fault.
     *
     * @param message what stopped, as a sentence for whoever runs the registry
     */
    void handleFault(String message, Throwable cause);
}
