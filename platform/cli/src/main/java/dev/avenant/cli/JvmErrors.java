package dev.avenant.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Errors of the Java virtual machine as sentences for the user: what happened, and what to do about it. */
final class JvmErrors {
    private JvmErrors() {}

    /** The error that a failure is, or that made it; empty when there is none. */
    static Optional<Error> in(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    static String sentence(Error error) {
        if (error instanceof OutOfMemoryError) {
            String reason = String.valueOf(error.getMessage());
            if (reason.contains("thread")) {
                return "The operating system gives the command no more memory or threads (" + reason
                        + "). Free some, and try again.";
            }
            if (reason.contains("array size")) {
                return "A file, or an answer, is longer than the command can hold at once (" + reason
                        + "). Give it less at a time.";
            }
            return reason.contains("etaspace") || reason.contains("class space")
                    ? "The command may not load all of its classes (" + reason + "). Take -XX:MaxMetaspaceSize and"
                            + " -XX:CompressedClassSpaceSize out of the environment variables JAVA_TOOL_OPTIONS,"
                            + " JDK_JAVA_OPTIONS and _JAVA_OPTIONS, and try again."
                    : "The command needs more memory than it may take (" + reason
                            + "). Set the environment variable _JAVA_OPTIONS to -Xmx2g, or to more, and try again.";
        }
        if (error instanceof StackOverflowError) {
            return "Something is nested deeper than the command can follow. Set the environment variable"
                    + " JDK_JAVA_OPTIONS to -Xss64m, or to more, and try again.";
        }
        if (error instanceof LinkageError) {
            return "A part of the program is missing or does not fit the others (" + error
                    + "). Install it again, or in a clone build it again, and try again.";
        }
        return "Could not run: " + error;
    }
}
