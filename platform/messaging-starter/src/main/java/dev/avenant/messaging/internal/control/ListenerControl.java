package dev.avenant.messaging.internal.control;

import java.util.Map;

/** The listeners of a service, by the topics that they subscribe to. */
public interface ListenerControl {

    /** What each topic's listener does, in a word; one that does its work is {@code running}, paused or not. */
    Map<String, String> states();

    /** Whether the topic's listener was told to pause. */
    boolean isPaused(String topic);

    /** Has the listener read no more, and keep its partitions, until it is told to go on; what it has begun it ends. */
    void pause(String topic);

    /** Has the listener go on. */
    void resume(String topic);
}
