package dev.avenant.cli;

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
            "  avenant groups resume --service http://localhost:8082 --topic order-events --http-headers token.properties"
        })
final class GroupsResume implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServiceControl service = new ServiceControl();

    GroupsResume(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        service.setPaused(false, terminal);
        return ExitCode.CLEAN;
    }
}
