package dev.avenant.stack.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes each line about the stack on to everyone who listens: the terminal of {@code up}, and commands elsewhere. */
final class Announcements {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void leave(Consumer<String> listener) {
        listeners.remove(listener);
    }

    void say(String line) {
        listeners.forEach(listener -> listener.accept(line));
    }
}
