package dev.avenant.cli;

import picocli.CommandLine.Command;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Read events of topics as JSON, look for some, or write some.",
        subcommands = {EventsTail.class, EventsSearch.class, EventsFollow.class, EventsProduce.class})
final class EventsCommand {}
