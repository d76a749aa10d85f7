package dev.avenant.registry;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes that Java has no method for. */
final class Signals {

    private Signals() {}

    /** Stops it where it stands: its connections stay, and nothing answers. */
    static void suspend(Process process) throws IOException, InterruptedException {
        send("-STOP", process);
    }

    static void resume(Process process) throws IOException, InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill " + signal + " " + process.pid() + " failed");
        }
    }
}
