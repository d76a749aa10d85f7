package dev.avenant.cli.contracts;

import picocli.CommandLine.Command;

@Command(
        name = "contracts",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Compare the contracts with a registry.",
        subcommands = ContractsStatus.class)
public final class ContractsCommand {}
