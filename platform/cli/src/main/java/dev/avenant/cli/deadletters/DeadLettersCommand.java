package dev.avenant.cli.deadletters;

import picocli.CommandLine.Command;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Look at the messages that a consumer group could not process, and give them to it again.",
        subcommands = {
            DeadLettersList.class,
            DeadLettersShow.class,
            DeadLettersExplain.class,
            DeadLettersReplay.class,
            DeadLettersDrop.class
        })
public final class DeadLettersCommand {}
