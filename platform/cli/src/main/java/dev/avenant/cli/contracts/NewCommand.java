package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Project;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.ContractVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Begin the next version of an event or shared type, or a new event or key of a topic.",
        footer = {
            "",
            "Examples:",
            "  avenant new OrderPlaced                         copies the current version to the next number",
            "  avenant new OrderPaused --topic order-events    begins an event"
        })
public final class NewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Parameters(paramLabel = "EVENT", description = "Name of the event, key or shared type.")
    private String name = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic of an event that is not there yet.")
    private @Nullable String topic;

    public NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ContractTree tree = project.load();
        String wanted = topic == null ? name : topic + "/" + name;
        if (!tree.named(wanted).isEmpty()) {
            return nextVersion(tree, Versions.contract(tree, wanted));
        }
        if (topic == null) {
            throw CommandFailure.usage(Versions.unknown(tree, name) + " To begin an event, name its topic: avenant new "
                    + name + " --topic TOPIC.");
        }
        return firstVersion(tree, topic);
    }

    private int nextVersion(ContractTree tree, Contract contract) throws IOException {
        ContractVersion newest = contract.newest();
        boolean released = !tree.lock().entriesOf(tree.lock().nameOf(contract.folder(), contract.fullName())).stream()
                .filter(entry -> entry.version() == newest.number())
                .toList()
                .isEmpty();
        String file = tree.files().shown(newest.path());
        if (!released) {
            throw CommandFailure.usage(contract.name() + " v" + newest.number()
                    + " is not released yet, so there is no need for another version. Edit " + file + ".");
        }
        String path = contract.folder() + "/v" + (newest.number() + 1) + ".avsc";
        write(path, newest.source().text());
        terminal.out()
                .println(tree.files().shown(path) + " is a copy of v" + newest.number()
                        + ". Edit it, then run avenant check.");
        if (contract.isKey()) {
            terminal.out()
                    .println("It is the key of a topic: any edit gives the same key other bytes. avenant plan "
                            + contract.name() + " says how to go to another key.");
        }
        return ExitCode.CLEAN;
    }

    private int firstVersion(ContractTree tree, String topicName) throws IOException {
        TopicContract carrier = tree.config().topics().get(topicName);
        if (carrier == null) {
            throw CommandFailure.usage("There is no topic called " + topicName + " in "
                    + tree.files().shown(ContractsConfig.FILE)
                    + ". Known are "
                    + String.join(", ", tree.config().topics().keySet()) + ".");
        }
        if (!name.matches("[A-Z][A-Za-z0-9]{0,99}")) {
            throw CommandFailure.usage(
                    "Expected the name of an event in PascalCase, such as OrderPaused, but found \"" + name + "\".");
        }
        String path = topicName + "/" + name + "/v1.avsc";
        boolean key = carrier.key().type().equals(name) || carrier.key().type().endsWith("." + name);
        write(path, template(tree, carrier, key));
        if (key) {
            terminal.out()
                    .println(tree.files().shown(path) + " is begun, the key of " + topicName
                            + ". Edit it before it is released: afterwards it never changes. Then run avenant check.");
            return ExitCode.CLEAN;
        }
        terminal.out()
                .println(tree.files().shown(path) + " is begun. Edit it, and add this to "
                        + tree.files().shown(ContractsConfig.FILE) + " under topics." + topicName + ".events:");
        terminal.out().println("      " + name + ":");
        terminal.out().println("        consumers: []");
        terminal.out().println("Then run avenant check.");
        return ExitCode.CLEAN;
    }

    private String template(ContractTree tree, TopicContract carrier, boolean key) {
        String namespace = tree.events().stream()
                .filter(event -> event.topic().filter(carrier::equals).isPresent())
                .map(event -> event.fullName()
                        .substring(0, Math.max(0, event.fullName().lastIndexOf('.'))))
                .findFirst()
                .orElse(tree.config().namespace());
        if (key) {
            return """
                {
                  "type": "record",
                  "namespace": "%s",
                  "name": "%s",
                  "doc": "",
                  "fields": [
                    {"name": "id", "type": "string", "doc": "%s"}
                  ]
                }
                """.formatted(
                    namespace, name, carrier.key().meaning().replace("\\", "").replace("\"", ""));
        }
        return """
                {
                  "type": "record",
                  "namespace": "%s",
                  "name": "%s",
                  "doc": "",
                  "fields": [
                    {"name": "id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The key of the record."},
                    {"name": "occurredAt", "type": {"type": "long", "logicalType": "timestamp-millis"}, "doc": "When it happened, UTC."}
                  ]
                }
                """.formatted(namespace, name);
    }

    private void write(String path, String text) throws IOException {
        Path file = project.schemas().resolve(path);
        Files.createDirectories(file.getParent() == null ? project.schemas() : file.getParent());
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage(file + " is there already. Edit it, or remove it.");
        }
    }
}
