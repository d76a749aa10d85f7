package dev.avenant.stack.config;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How one component stands at the moment of asking.
 *
 * @param component its name
 * @param state what was found
 * @param address the URL or host and port where it is reached
 * @param pid its process id, or nothing when it does not run
 * @param log where it writes
 */
public record ComponentStatus(String component, State state, String address, OptionalLong pid, Path log) {

    /** What a component can be found to be. */
    public enum State {
        READY("ready"),
        NOT_ANSWERING("not answering"),
        STOPPED("stopped");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** How a table says it. */
        public String text() {
            return text;
        }
    }
}
