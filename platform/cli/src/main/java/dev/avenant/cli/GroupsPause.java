package dev.avenant.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = {
            "Have a service read no more records of its topics, until it is told to resume or starts again. It keeps its partitions,",
            "so no other instance reads them instead. Kafka has nothing for this, so the service is asked, at the actuator"
                    + " endpoint subscriptions of Avenant's messaging starter."
        },
        footer = {
            "",
            "Examples:",
            "  avenant groups pause --service http://localhost:8082",
            "  avenant groups pause --service http://localhost:8082 --topic order-events --http-headers token.properties"
        })
final class GroupsPause implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServiceControl service = new ServiceControl();

    GroupsPause(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        service.setPaused(true, terminal);
        return ExitCode.CLEAN;
    }
}
