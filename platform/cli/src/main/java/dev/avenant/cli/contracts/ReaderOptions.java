package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Who reads what is checked. */
final class ReaderOptions {
    @Option(
            names = "--reader",
            paramLabel = "READER",
            description = {
                "An Avro that reads the data, such as java-1.12, java-1.11.4, python-1.11 or avsc; may be given often.",
                "By default the Avro for Java that this command runs on."
            })
    private List<String> readers = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "A table format that the data is written to: ${COMPLETION-CANDIDATES}.")
    private List<TableFormat> profiles = new ArrayList<>();

    /** Whether something else is asked for than {@code contracts.yaml} says. */
    boolean given() {
        return !readers.isEmpty() || !profiles.isEmpty();
    }

    DeclaredReaders declared() {
        try {
            return DeclaredReaders.named(readers);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + " See docs/readers.md.");
        }
    }

    Set<TableFormat> tableFormats() {
        return profiles.isEmpty() ? Set.of() : EnumSet.copyOf(profiles);
    }

    /** The same for every service and topic. */
    ReaderContracts contracts() {
        return ReaderContracts.ofAll(declared(), tableFormats());
    }
}
