package dev.avenant.cli.groups;

import picocli.CommandLine.Command;

@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        description =
                "Look at consumer groups: who reads what, and how far behind; pause them, and set where they go on.",
        subcommands = {GroupsList.class, GroupsShow.class, GroupsPause.class, GroupsResume.class, GroupsReset.class})
public final class GroupsCommand {}
