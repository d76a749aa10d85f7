package dev.avenant.contracts;

import dev.avenant.schema.SourceLocation;

/**
 * Something wrong with the contracts as a whole, found while they were read: a file that does not parse, a released
 * version that changed, an event nobody lists.
 *
 * @param ruleId what a report calls it
 * @param path the contract it is about, such as {@code user-events/UserCreated}
 * @param message what was expected and found, without a full stop
 * @param fix what to do, without a full stop
 */
public record ContractProblem(
        String ruleId, boolean isError, String path, SourceLocation location, String message, String fix) {
    static ContractProblem error(String ruleId, String path, SourceLocation location, String message, String fix) {
        return new ContractProblem(ruleId, true, path, location, message, fix);
    }

    static ContractProblem warning(String ruleId, String path, SourceLocation location, String message, String fix) {
        return new ContractProblem(ruleId, false, path, location, message, fix);
    }
}
