package dev.avenant.cli;

import picocli.CommandLine.Command;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Read events from a topic as JSON, or write some.",
        subcommands = {EventsTail.class, EventsProduce.class})
final class EventsCommand {}
