package dev.avenant.stack.internal;

import java.io.IOException;

/** What the stack must know of a component to run it as a process of its own. */
public interface ComponentLifecycle {

    /** The name of the component. */
    String name();

    /** Makes what must be there before the process starts; doing it again changes nothing. */
    default void prepare() throws IOException, InterruptedException {}

    /** Ends what {@link #prepare} has under way in another thread, because the stack is closed. */
    default void abandon() throws InterruptedException {}

    /** How the process is started; asked anew for each start. */
    ProcessSpec process();

    /** How often a process that ends at once is started before that counts as a failure; asked before the first. */
    default int startAttempts() {
        return 1;
    }

    /** Whether the component does its work now. */
    boolean isReady() throws InterruptedException;

    /** Does once what needs the component to be ready, before it counts as started; doing it again changes nothing. */
    default void complete() throws IOException {}

    /** Asks the process to end in order and returns at once. */
    default void requestStop(ProcessHandle process) {
        process.destroy();
    }

    /** Called after the process was stopped in order. */
    default void stopped() {}

    /** Whether the process that was started last writes down its classes when it ends in order. */
    default boolean archivesClasses() {
        return false;
    }

    /** Where clients reach it, as the table shows it. */
    String address();
}
