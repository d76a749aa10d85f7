package dev.avenant.cli.groups;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {"Have a service that was paused read on, where it was."},
        footer = {
            "",
            "Examples:",
            "  avenant groups resume --service http://localhost:8082",
            "  avenant groups resume --service http://localhost:8082 --topic order-events --http-headers token.properties",
            "  avenant groups resume billing --console https://console.example --command-config console.properties"
        })
public final class GroupsResume implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final ServiceControl service;

    public GroupsResume(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
        this.service = new ServiceControl(config, console);
    }

    @Override
    public Integer call() {
        service.setPaused(false, terminal);
        return ExitCode.CLEAN;
    }
}
