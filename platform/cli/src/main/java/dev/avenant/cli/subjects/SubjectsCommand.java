package dev.avenant.cli.subjects;

import picocli.CommandLine.Command;

@Command(
        name = "subjects",
        mixinStandardHelpOptions = true,
        description = {
            "Look at the subjects of a registry: search them, show a version or the schema of an id, and who uses each.",
            "avenant diff and compare say what changed between two versions, avenant check what would break."
        },
        subcommands = {SubjectsList.class, SubjectsShow.class, SubjectsVersions.class, SubjectsUsage.class})
public final class SubjectsCommand {}
