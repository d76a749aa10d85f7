package dev.avenant.console.api;

import dev.avenant.operations.letters.NoSuchLetterException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter asks for that no letter has, and what letters have instead. */
record MissingLetter(NoSuchLetterException.Asked asked, String wanted, List<String> known) {
    static @Nullable MissingLetter of(@Nullable NoSuchLetterException none) {
        return none == null ? null : new MissingLetter(none.asked(), none.wanted(), none.known());
    }
}
