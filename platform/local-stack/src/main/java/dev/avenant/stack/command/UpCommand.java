package dev.avenant.stack.command;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.config.StackPorts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack and stays until it is stopped. */
@Command(
        name = "up",
        description = "Start what stack.yaml lists, and build what is not built.",
        footer = {"", "It stays in the foreground; Ctrl-C, or avenant down in another terminal, stops everything."},
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;

    @Mixin
    private final StackMixin stackMixin = new StackMixin();

    @Option(names = "--ephemeral", description = "Keep no data: start empty and delete it in the end.")
    private boolean ephemeral;

    @Option(
            names = "--archive-classes",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Keep what the JVMs have loaded, or not: a stop that is slow once after a build, and quicker starts from then on (default: yes).")
    private boolean archiveClasses;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Add N to every port, so that a second stack can run (with another --home).")
    private int portOffset;

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            description = "The port of one component, for example kafka=19092; may be given several times.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Start only these components and what they need, for example --only registry.")
    private List<String> only = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Announcements announcements = new Announcements();
        announcements.listen(line -> {
            out.println(line);
            out.flush();
        });
        long begin = System.nanoTime();
        StackOptions options = options();
        try (LocalStack stack = LocalStack.start(options, announcements::say)) {
            ControlServer control = ControlServer.open(stackMixin.run(), stack, announcements);
            try {
                sayWhatRuns(stack, begin, out);
                stack.awaitClosed();
            } finally {
                control.close();
            }
        }
        return 0;
    }

    private void sayWhatRuns(LocalStack stack, long begin, PrintWriter out) {
        out.println();
        StatusTable.print(stack.status(), out);
        stack.secrets().forEach((name, file) -> out.printf("%nThe %s is in %s%n", name.replace('-', ' '), file));
        out.printf(
                Locale.ROOT,
                "%nReady after %.1f s. Ctrl-C stops everything; its data %s.%n",
                (System.nanoTime() - begin) / NANOS_PER_SECOND,
                ephemeral ? "is then deleted" : "stays in " + stackMixin.home());
        out.flush();
    }

    private StackOptions options() {
        StackOptions options = stackMixin.options();
        options = options.withPorts(chosenPorts(options.definition()));
        if (!only.isEmpty()) {
            options = options.only(only);
        }
        if (archiveClasses) {
            options = options.archivingClasses();
        }
        return ephemeral ? options.keepingNoData() : options;
    }

    private StackPorts chosenPorts(StackDefinition definition) {
        try {
            StackPorts chosen = StackPorts.shifted(definition, portOffset);
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                chosen = chosen.with(port.getKey(), port.getValue());
            }
            return chosen;
        } catch (IllegalArgumentException outOfRange) {
            throw new StackException("These ports cannot be used: " + outOfRange.getMessage()
                    + ". Choose another --port-offset or --port.");
        }
    }
}
