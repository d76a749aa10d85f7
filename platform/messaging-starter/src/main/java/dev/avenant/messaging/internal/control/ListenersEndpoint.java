package dev.avenant.messaging.internal.control;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The listeners of this instance of the service at {@code /actuator/messaginglisteners}, where the service exposes it: to
 * look at, to pause and to resume. It stops work from being done, so whoever exposes it secures it. A pause ends with the
 * process.
 */
@Endpoint(id = "messaginglisteners")
public final class ListenersEndpoint {

    private static final String RUNNING = "running";

    private final ListenerControl control;
    private final String group;

    ListenersEndpoint(ListenerControl control, String group) {
        this.control = control;
        this.group = group;
    }

    /**
     * What the listeners do.
     *
     * @param group the consumer group of the service
     * @param listeners by topic: {@code running}, {@code paused} or {@code stopped}
     */
    public record ListenerStates(String group, Map<String, String> listeners) {}

    /** What all of them do. */
    @ReadOperation
    public ListenerStates listeners() {
        Map<String, String> states = new TreeMap<>(control.states());
        states.replaceAll((topic, state) -> state.equals(RUNNING) && control.isPaused(topic) ? "paused" : state);
        return new ListenerStates(group, states);
    }

    /** Pauses the subscription to a topic, or has it go on; says what all of them do then. */
    @WriteOperation
    public ListenerStates setPaused(String topic, boolean paused) {
        Map<String, String> states = control.states();
        if (!states.containsKey(topic)) {
            String why = "Expected a topic that this service subscribes to (" + String.join(", ", states.keySet())
                    + ") but found " + topic;
            throw new InvalidEndpointRequestException(why, why);
        }
        if (paused) {
            control.pause(topic);
        } else {
            control.resume(topic);
        }
        return listeners();
    }
}
