package dev.avenant.contracts.check;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.GateReport;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What a check looks at.
 *
 * @param root the folder that the paths of the files begin at
 * @param contracts whether they are what {@code contracts.yaml} declares, so that the check knows what was released
 * @param check checks these files, or the same with other content
 */
public record CheckedFiles(
        Path root, ContractFiles files, boolean contracts, Function<ContractFiles, GateReport> check) {
    /** What the check finds in the files as they are. */
    public GateReport report() {
        return check.apply(files);
    }
}
