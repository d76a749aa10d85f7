package dev.avenant.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a process of a test runs.
 *
 * @param address by which the others reach it
 * @param entrance what stands before a command so that it runs there; empty for this process's own network
 */
record Host(String address, List<String> entrance) {

    /** This machine's loopback address, where nothing can be cut. */
    static final Host LOOPBACK = new Host("localhost", List.of());

    Host {
        entrance = List.copyOf(entrance);
    }

    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(entrance);
        whole.addAll(command);
        return whole;
    }
}
