package dev.avenant.cli.groups;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = {
            "Have a service read no more records of its topics, until it is told to resume or starts again. It keeps its partitions,",
            "so no other instance reads them instead. Kafka has nothing for this, so the service is asked, at the actuator"
                    + " endpoint subscriptions of Avenant's messaging starter; or the console is, which knows where the processes"
                    + " of a group are."
        },
        footer = {
            "",
            "Examples:",
            "  avenant groups pause --service http://localhost:8082",
            "  avenant groups pause --service http://localhost:8082 --topic order-events --http-headers token.properties",
            "  avenant groups pause billing --console https://console.example --command-config console.properties"
        })
public final class GroupsPause implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final ServiceControl service;

    public GroupsPause(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
        this.service = new ServiceControl(config, console);
    }

    @Override
    public Integer call() {
        service.setPaused(true, terminal);
        return ExitCode.CLEAN;
    }
}
