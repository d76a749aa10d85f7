package dev.avenant.stack.command;

import picocli.CommandLine.Command;

/** What runs on this machine, and what to do with one component of it. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at what avenant up has started on this machine, and stop or start one component of it.",
        subcommands = {StatusCommand.class, LogsCommand.class, RestartCommand.class, KillCommand.class})
public final class StackCommand {}
