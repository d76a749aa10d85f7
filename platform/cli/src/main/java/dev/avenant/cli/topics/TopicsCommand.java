package dev.avenant.cli.topics;

import picocli.CommandLine.Command;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Look at topics: partitions, settings beside contracts.yaml, sizes, and which groups read them.",
        subcommands = {TopicsList.class, TopicsShow.class})
public final class TopicsCommand {}
