package dev.avenant.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PrintableTest {
    @Test
    void writesOutWhatMovesACursorBeginsALineOrTurnsTheDirection() {
        assertThat(Printable.of("a\u001b[2Jb\nc\u202ed\u2028e\u0085f"))
                .isEqualTo("a\\u001b[2Jb\\u000ac\\u202ed\\u2028e\\u0085f");
    }

    @Test
    void leavesLettersOfAllScriptsAsTheyAre() {
        assertThat(Printable.of("Grüße, 日本, 😀 \"\\")).isEqualTo("Grüße, 日本, 😀 \"\\");
    }

    @Test
    void writesOutTagsThatNoEditorShowsAsJsonDoes() {
        assertThat(Printable.of("a" + Character.toString(0xE0041))).isEqualTo("a\\udb40\\udc41");
    }

    @Test
    void keepsTheBeginningOfALongTextAndNoHalfCharacter() {
        assertThat(Printable.shorten("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Printable.shorten("abcdefg", 6)).isEqualTo("abcdef…");
        assertThat(Printable.shorten("abcde😀", 6)).isEqualTo("abcde…");
        assertThat(Printable.line("x".repeat(601))).hasSize(601).endsWith("x…");
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> Printable.shorten("a", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("longest must be at least 1 but was 0");
    }
}
