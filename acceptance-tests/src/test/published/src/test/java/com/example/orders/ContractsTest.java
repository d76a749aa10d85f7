package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.contracts.tree.ContractTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate as a library. */
class ContractsTest {

    private static final Path CONTRACTS = Path.of("contracts");
    private static final Path VERSIONS = Path.of("order-events", "OrderPlaced");

    @Test
    void hold() {
        GateReport report = check(CONTRACTS);

        assertThat(report.failed()).as(TextReport.of(report, false)).isFalse();
    }

    @Test
    void doNotHoldWithANumberThatBecameAText(@TempDir Path copy) throws Exception {
        Files.createDirectories(copy.resolve(VERSIONS));
        for (String file : new String[] {"contracts.yaml", "contracts.lock"}) {
            Files.copy(CONTRACTS.resolve(file), copy.resolve(file));
        }
        String released = Files.readString(CONTRACTS.resolve(VERSIONS).resolve("v1.avsc"));
        Files.writeString(copy.resolve(VERSIONS).resolve("v1.avsc"), released);
        Files.writeString(
                copy.resolve(VERSIONS).resolve("v2.avsc"), released.replace("\"type\": \"int\"", "\"type\": \"string\""));

        GateReport report = check(copy);

        assertThat(report.failed()).isTrue();
        assertThat(TextReport.of(report, false)).contains("type-changed", "quantity");
    }

    private static GateReport check(Path folder) {
        ContractTree tree = ContractTree.load(ContractFiles.folder(folder, "contracts/"));
        return Gate.check(tree, Baseline.released(), LocalDate.now(ZoneOffset.UTC));
    }
}
