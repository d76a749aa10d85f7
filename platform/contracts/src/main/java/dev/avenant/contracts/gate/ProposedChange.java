package dev.avenant.contracts.gate;

/**
 * A contract that changes against what it was compared with.
 *
 * @param folder of the contract, such as {@code order-events/OrderPlaced}
 * @param label of the version that it comes to, such as {@code v3}
 * @param subject what it is registered under
 * @param schema that version, with the types in it
 */
public record ProposedChange(String folder, String label, String subject, String schema) {}
