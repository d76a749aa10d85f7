package dev.avenant.stack.internal;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A component that is a program of the repository. */
final class ProgramLifecycle implements ComponentLifecycle {

    private final String name;
    private final Supplier<JavaProgram> program;
    private final Function<JavaProgram, ProcessSpec> process;
    private final Probe probe;
    private final String address;
    private volatile @Nullable JavaProgram launched;

    /**
     * The program is asked for at each start, so that one that was built in between is run.
     *
     * @param process how it is started
     * @param probe whether it does its work
     * @param address where clients reach it
     */
    ProgramLifecycle(
            String name,
            Supplier<JavaProgram> program,
            Function<JavaProgram, ProcessSpec> process,
            Probe probe,
            String address) {
        this.name = name;
        this.program = program;
        this.process = process;
        this.probe = probe;
        this.address = address;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProcessSpec process() {
        JavaProgram next = program.get();
        launched = next;
        return process.apply(next);
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return probe.answers();
    }

    @Override
    public void stopped() {
        JavaProgram ended = launched;
        if (ended != null) {
            ended.ended();
        }
    }

    @Override
    public boolean archivesClasses() {
        JavaProgram running = launched;
        return running != null && running.archivesClasses();
    }

    @Override
    public String address() {
        return address;
    }
}
