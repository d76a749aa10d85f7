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
