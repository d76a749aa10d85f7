package dev.avenant.cli.subjects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleSubjects;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.operations.registry.SchemaWords;
import dev.avenant.operations.registry.SubjectSearch;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "The subjects of all contexts with their latest version, or those that have each word of a text in their name or in"
                    + " their latest schema: in names, fields, docs, logical types, tags, symbols or aliases.",
            "Exit code 1 says that a search found none."
        },
        footer = {
            "",
            "Examples:",
            "  avenant subjects list",
            "  avenant subjects list --search pii",
            "  avenant subjects list --prefix order-events- --search 'timestamp-millis placed' --format json"
        })
public final class SubjectsList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Those that have each word of this; upper and lower case are alike.")
    private String search = "";

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Those whose name begins with this.")
    private String prefix = "";

    public SubjectsList(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        Optional<ConsoleClient> asked = console.insteadOf("--registry", registry.isGiven());
        List<SubjectSearch.Found> found = asked.map(this::ofConsole).orElseGet(this::ofRegistry);
        boolean isFiltered = !search.isBlank() || !prefix.isEmpty();
        if (format.isJson()) {
            OutputFormat.print(json(found), terminal);
        } else if (found.isEmpty()) {
            terminal.out()
                    .println(asked.map(client -> "The console at " + client.address() + " shows you no subject")
                                    .orElseGet(() -> "The registry at " + registry.address() + " has no subject")
                            + (isFiltered ? " that is looked for." : "."));
        } else {
            print(found);
        }
        return found.isEmpty() && isFiltered ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private List<SubjectSearch.Found> ofConsole(ConsoleClient client) {
        return new ConsoleSubjects(client)
                .find(search).stream()
                        .filter(subject -> subject.name().startsWith(prefix))
                        .toList();
    }

    private List<SubjectSearch.Found> ofRegistry() {
        return new SubjectSearch(registry.client(), SchemaWords::of)
                .find(search, subject -> subject.startsWith(prefix));
    }

    private void print(List<SubjectSearch.Found> found) {
        boolean isSearch = found.stream().anyMatch(subject -> !subject.matches().isEmpty());
        Table table = isSearch
                ? new Table("SUBJECT", "LATEST", "ID", "RECORD", "FOUND IN")
                : new Table("SUBJECT", "LATEST", "ID", "RECORD");
        for (SubjectSearch.Found subject : found) {
            String name = Printable.of(subject.name());
            if (isSearch) {
                table.line(name, subject.version(), subject.id(), subject.recordName(), foundIn(subject));
            } else {
                table.line(name, subject.version(), subject.id(), subject.recordName());
            }
        }
        table.print(terminal.out());
    }

    private static String foundIn(SubjectSearch.Found subject) {
        return subject.matches().isEmpty()
                ? "its name"
                : subject.matches().stream()
                        .map(match -> match.kind().replace('_', ' ')
                                + (match.place().isEmpty() ? "" : " of " + match.place()) + ": " + match.text())
                        .collect(Collectors.joining("; "));
    }

    private static ArrayNode json(List<SubjectSearch.Found> found) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (SubjectSearch.Found subject : found) {
            ObjectNode one = json.addObject()
                    .put("subject", subject.name())
                    .put("version", subject.version())
                    .put("id", subject.id())
                    .put("recordName", subject.recordName());
            ArrayNode matches = one.putArray("matches");
            subject.matches()
                    .forEach(match -> matches.addObject()
                            .put("kind", match.kind())
                            .put("place", match.place())
                            .put("text", match.text()));
        }
        return json;
    }
}
