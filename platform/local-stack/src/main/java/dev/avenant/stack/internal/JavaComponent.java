package dev.avenant.stack.internal;

import dev.avenant.stack.Part;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is a program of this repository. */
final class JavaComponent implements Component {

    private final Part part;
    private final Supplier<JavaProgram> program;
    private final Map<String, String> environment;
    private final Probe probe;
    private final String address;
    private final Path repository;
    private final Folders folders;
    private @Nullable JavaProgram launched;

    /**
     * The program is asked for at each start, so that one that was built in between is run.
     *
     * @param settings variables that tell it its ports and its neighbours, its probe and its address
     */
    JavaComponent(Part part, Supplier<JavaProgram> program, Settings settings, Path repository, Folders folders) {
        this.part = part;
        this.program = program;
        this.environment = settings.environment();
        this.probe = settings.probe();
        this.address = settings.address();
        this.repository = repository;
        this.folders = folders;
    }

    record Settings(Map<String, String> environment, Probe probe, String address) {}

    @Override
    public Part part() {
        return part;
    }

    @Override
    public Launch launch() {
        launched = program.get();
        return new Launch(launched.command(), environment, repository, folders.log(part.id()));
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return probe.answers();
    }

    @Override
    public void stopped() {
        if (launched != null) {
            launched.ended();
        }
    }

    @Override
    public String address() {
        return address;
    }
}
