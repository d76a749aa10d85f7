package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command says of each error of the JVM. */
@Tag("fast")
class JvmErrorsTest {

    @Test
    void namesTheSystemWhereItGivesNoThreads() {
        String sentence = JvmErrors.sentence(new OutOfMemoryError("unable to create native thread"));

        assertThat(sentence)
                .isEqualTo("The operating system gives the command no more memory or threads"
                        + " (unable to create native thread). Free some, and try again.");
    }

    @Test
    void offersMoreMemoryOnlyWhereItHelps() {
        assertThat(JvmErrors.sentence(new OutOfMemoryError("GC overhead limit exceeded")))
                .isEqualTo("The command needs more memory than it may take (GC overhead limit exceeded). Set the"
                        + " environment variable _JAVA_OPTIONS to -Xmx2g, or to more, and try again.");
        assertThat(JvmErrors.sentence(new OutOfMemoryError("Requested array size exceeds VM limit")))
                .isEqualTo("A file, or an answer, is longer than the command can hold at once (Requested array size"
                        + " exceeds VM limit). Give it less at a time.");
        assertThat(JvmErrors.sentence(new OutOfMemoryError("Metaspace")))
                .isEqualTo("The command may not load all of its classes (Metaspace). Take -XX:MaxMetaspaceSize and"
                        + " -XX:CompressedClassSpaceSize out of the environment variables JAVA_TOOL_OPTIONS,"
                        + " JDK_JAVA_OPTIONS and _JAVA_OPTIONS, and try again.");
    }

    @Test
    void saysHowToGiveMoreStack() {
        String sentence = JvmErrors.sentence(new StackOverflowError());

        assertThat(sentence)
                .isEqualTo("Something is nested deeper than the command can follow. Set the environment variable"
                        + " JDK_JAVA_OPTIONS to -Xss64m, or to more, and try again.");
    }

    @Test
    void findsAnErrorBehindAnException() {
        Error error = new OutOfMemoryError("Java heap space");

        assertThat(JvmErrors.in(new IllegalStateException("wrapped", new CompletionException(error))))
                .containsSame(error);
        assertThat(JvmErrors.in(new IllegalStateException("alone"))).isEmpty();
    }
}
