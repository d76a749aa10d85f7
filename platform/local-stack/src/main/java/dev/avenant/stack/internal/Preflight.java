package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is looked at before anything is started; each refusal is one message that says what to do. */
public final class Preflight {

    private static final long NEEDED_BYTES = 512L * 1024 * 1024;
    private static final int BYTES_PER_MEGABYTE = 1024 * 1024;

    private Preflight() {}

    /** Refuses when a stack with these options cannot start; the caller holds the folder's lock. */
    public static void check(StackOptions options, Folders folders) {
        new ComponentFactory(options, folders).requireBuilt();
        refuseOrphans(folders.run());
        refuseFullDisk(folders.home());
        refuseTakenPorts(options);
    }

    private static void refuseOrphans(Path run) {
        List<RunRecord> orphans = RunRecord.alive(run);
        if (!orphans.isEmpty()) {
            throw new StackException("An earlier stack in this folder ended without stopping "
                    + orphans.stream()
                            .map(orphan -> orphan.name() + " (pid " + orphan.pid() + ")")
                            .collect(Collectors.joining(", "))
                    + ". Run ./avenant down to stop what is left, then ./avenant up again.");
        }
    }

    private static void refuseFullDisk(Path home) {
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new StackException("Only " + free / BYTES_PER_MEGABYTE + " MB are free on the disk of " + home
                        + " and the stack needs " + NEEDED_BYTES / BYTES_PER_MEGABYTE
                        + " MB. Free some space, or choose another folder with --home.");
            }
        } catch (IOException failed) {
            throw new StackException("Cannot look at the disk of " + home + ": " + Folders.reason(failed), failed);
        }
    }

    private static void refuseTakenPorts(StackOptions options) {
        for (Component component : options.components()) {
            component
                    .ports()
                    .keySet()
                    .forEach(name -> refuseTaken(options.ports().of(name), name));
        }
    }

    private static void refuseTaken(int port, String forWhom) {
        if (Probe.listens(port) || !canListen(port)) {
            throw new StackException("Port " + port + ", which " + forWhom + " needs, is taken by another program."
                    + " Stop that program, or shift every port with ./avenant up --port-offset 100.");
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
