package dev.avenant.maven;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.GithubReport;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.contracts.report.JunitReport;
import dev.avenant.contracts.report.SarifReport;
import dev.avenant.contracts.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The reports that a check leaves beside the log. */
enum CheckReport {
    TEXT("check.txt"),
    JSON("check.json"),
    SARIF("check.sarif"),
    JUNIT("TEST-avenant-check.xml"),
    MARKDOWN("check.md"),
    /** Annotations, which GitHub reads from the log. */
    GITHUB(null);

    private final @Nullable String file;

    CheckReport(@Nullable String file) {
        this.file = file;
    }

    /** Writes it into the folder; what GitHub reads from the log goes there, without Maven's mark before each line. */
    void write(GateReport report, Path folder) throws IOException {
        String text = textOf(report);
        if (file == null) {
            System.out.print(text);
            System.out.flush();
            return;
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file), text);
    }

    private String textOf(GateReport report) {
        return switch (this) {
            case TEXT -> TextReport.verbose(report, false);
            case JSON -> JsonReport.of(report);
            case SARIF -> SarifReport.of(report);
            case JUNIT -> JunitReport.of(report);
            case MARKDOWN -> GithubReport.markdown(report);
            case GITHUB -> GithubReport.annotations(report);
        };
    }
}
