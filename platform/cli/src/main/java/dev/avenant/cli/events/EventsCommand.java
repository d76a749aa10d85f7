package dev.avenant.cli.events;

import picocli.CommandLine.Command;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Read events of topics as JSON, look for some, or write some.",
        subcommands = {EventsTail.class, EventsSearch.class, EventsFollow.class, EventsProduce.class})
public final class EventsCommand {}
