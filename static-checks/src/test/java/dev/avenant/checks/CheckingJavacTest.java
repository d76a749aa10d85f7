package dev.avenant.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.plexus.compiler.CompilerConfiguration;
import org.codehaus.plexus.compiler.CompilerException;
import org.codehaus.plexus.compiler.CompilerMessage;
import org.codehaus.plexus.compiler.CompilerResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class CheckingJavacTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void refusesWhatMayBeNull() throws Exception {
        CompilerResult result = compile("""
                import org.jspecify.annotations.*;
                @NullMarked
                class Subject {
                    int length(@Nullable String name) {
                        return name.length();
                    }
                }
                """);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getCompilerMessages())
                .extracting(CompilerMessage::getMessage)
                .singleElement()
                .asString()
                .startsWith("[NullAway] dereferenced expression 'name' is @Nullable");
    }

    @Test
    void refusesWhatErrorProneTakesForAMistake() throws Exception {
        CompilerResult result = compile("""
                class Subject {
                    String name() {
                        return String.format("%s %s", "orders");
                    }
                }
                """);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getCompilerMessages())
                .extracting(CompilerMessage::getMessage)
                .singleElement()
                .asString()
                .startsWith("[FormatString] missing argument for format specifier '%s'");
    }

    @Test
    void failsForAWarningWhereWarningsAreErrors() throws Exception {
        CompilerResult result = compile("""
                class Subject {
                    boolean isOne(String name) {
                        return name.equals(1);
                    }
                }
                """);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getCompilerMessages())
                .extracting(CompilerMessage::getMessage)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("[EqualsIncompatibleType] Calling equals on incompatible types String and int"));
    }

    @Test
    void takesWhatIsFine() throws Exception {
        CompilerResult result = compile("class Subject {}");

        assertThat(result.getCompilerMessages()).isEmpty();
        assertThat(result.isSuccess()).isTrue();
    }

    private CompilerResult compile(String text) throws IOException, CompilerException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path subject = Files.createDirectories(sources.resolve("shop")).resolve("Subject.java");
        Files.writeString(subject, "package shop;\n" + text);
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addSourceLocation(sources.toString());
        configuration.setOutputLocation(
                Files.createDirectories(folder.resolve("classes")).toString());
        configuration.setReleaseVersion("17");
        configuration.addClasspathEntry(org.jspecify.annotations.NullMarked.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        configuration.addCompilerCustomArgument("-Xep:NullAway:ERROR", null);
        configuration.addCompilerCustomArgument("-XepOpt:NullAway:OnlyNullMarked=true", null);
        configuration.addCompilerCustomArgument("-Werror", null);
        return new CheckingJavac().performCompile(configuration);
    }
}
