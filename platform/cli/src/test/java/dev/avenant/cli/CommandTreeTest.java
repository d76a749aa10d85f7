package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.terminal.Terminal;
import dev.avenant.registry.RegistryMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;
import picocli.CommandLine;

/** All commands are one tree: one help, one completion, one table of exit codes. */
@Tag("fast")
class CommandTreeTest {

    /** A command up to where its input or output goes elsewhere, or a note follows; none with a file that the shell makes. */
    private static final Pattern EXAMPLE =
            Pattern.compile("^  (?:.*\\| )?avenant (?!.*<\\()([^<>|]+?)(?: {2,}| ?[<>|]|$)");

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    @Test
    void everyCommandSaysInItsHelpWhatItDoes() {
        for (CommandLine command : all(new CommandLine(new Avenant(), new AnyTerminal()))) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandSpec().qualifiedName())
                    .isNotEmpty();
        }
    }

    /** Each example is one that the command line takes; what it does is shown by the tests of its command. */
    @Test
    void everyExampleInTheHelpIsACommandOfTheTree() {
        CommandLine tree = new CommandLine(new Avenant(), new AnyTerminal()).setCaseInsensitiveEnumValuesAllowed(true);
        int examples = 0;
        for (CommandLine command : all(tree)) {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                Matcher example = EXAMPLE.matcher(line);
                if (example.find()) {
                    CommandLine again =
                            new CommandLine(new Avenant(), new AnyTerminal()).setCaseInsensitiveEnumValuesAllowed(true);
                    List<CommandLine> parsed =
                            again.parseArgs(wordsOf(example.group(1))).asCommandLineList();
                    assertThat(parsed).as(line).hasSizeGreaterThan(1);
                    examples++;
                }
            }
        }
        assertThat(examples).isGreaterThan(50);
    }

    private static String[] wordsOf(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("['\"]", ""))
                .toArray(String[]::new);
    }

    @Test
    void theHelpNamesTheCommandsAroundTheStackAndTheExitCodes() {
        Shell.Result help = Shell.runWith("", List.of("--help"));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .containsPattern("(?m)^  up +Start what stack.yaml lists")
                .containsPattern("(?m)^  down +Stop the stack")
                .containsPattern("(?m)^  stack +Look at what avenant up has started")
                .containsPattern("(?m)^  demo +Fills what runs here with made-up data")
                .containsPattern("(?m)^  registry +Runs a schema registry")
                .contains("Exit codes: 0 done and nothing found, 1 findings, 2 wrong usage, 3 could not run,"
                        + " 130 interrupted.");
    }

    @Test
    void everyCommandSaysTheVersionOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));

        for (List<String> command :
                List.of(List.of("--version"), List.of("check", "--version"), List.of("stack", "status", "-V"))) {
            assertThat(Shell.runWith("", command))
                    .as("%s", command)
                    .isEqualTo(new Shell.Result(0, "avenant " + version + "\n", ""));
        }
    }

    @Test
    void theRegistryThatTheScriptStartsSaysTheVersionOfTheBuildToo() {
        StringWriter out = new StringWriter();
        CommandLine registry = new CommandLine(new RegistryMain()).setOut(new PrintWriter(out, true));

        int exitCode = registry.execute("--version");

        assertThat(exitCode).isZero();
        assertThat(out).hasToString(Shell.runWith("", List.of("--version")).out());
    }

    @Test
    void completesTheCommandsAroundTheStackToo() {
        String script = AutoComplete.bash("avenant", new CommandLine(new Avenant(), new AnyTerminal()));

        assertThat(script)
                .contains("avenant_stack_restart", "--port-offset", "--in-memory", "avenant_contracts_status");
    }

    @Test
    void aCommandReadAloneIsTheOneOfTheTree() {
        Map<String, CommandLine> tree = new CommandLine(new Avenant(), new AnyTerminal()).getSubcommands();

        assertThat(tree).containsKeys("check", "generate-completion");
        tree.forEach((name, command) -> {
            CommandLine called = CalledCommand.of(new String[] {name, "--help"}, new AnyTerminal());
            assertThat(called.getSubcommands().keySet())
                    .as(name)
                    .isEqualTo(name.equals("generate-completion") ? tree.keySet() : Set.of(name));
            assertThat(called.getSubcommands())
                    .extractingByKey(name)
                    .extracting(CommandLine::getUsageMessage)
                    .as(name)
                    .isEqualTo(command.getUsageMessage());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        upp           | avenant up
        stack statsu  | stack status
        status        | avenant contracts status or avenant stack status?
        logs          | avenant stack logs?
        """)
    void namesWhatAMistypedCommandMayMean(String words, String said) {
        Shell.Result result = Shell.runWith("", List.of(words.split(" ", -1)));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Did you mean: " + said);
    }

    @Test
    void saysInOneSentenceThatNoStackRuns(@TempDir Path home) {
        Shell.Result result = Shell.runWith("", List.of("stack", "status", "--home", home.toString()));

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        3, "", "No stack runs from " + home + ". ./avenant up starts one." + System.lineSeparator()));
    }

    @Test
    void takesAComponentThatThereIsNotForWrongUsage() {
        Shell.Result result = Shell.runWith("", List.of("stack", "logs", "kafak", "--repository", "../.."));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("There is no component named kafak. The components are kafka, ");
    }

    @Test
    void namesTheOptionsThatTheRegistryHas() {
        assertThat(options(new CommandLine(new RegistryCommand())))
                .isEqualTo(options(new CommandLine(new RegistryMain())));
    }

    private static Map<String, List<String>> options(CommandLine command) {
        Map<String, List<String>> options = new TreeMap<>();
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> options.put(option.longestName(), List.of(option.description())));
        return options;
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> found = new ArrayList<>();
        found.add(command);
        command.getSubcommands().values().stream().distinct().forEach(below -> found.addAll(all(below)));
        return found;
    }

    /** Makes commands that nobody runs. */
    private static final class AnyTerminal implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Terminal.class).newInstance(Terminal.ofProcess());
            } catch (NoSuchMethodException noTerminal) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
