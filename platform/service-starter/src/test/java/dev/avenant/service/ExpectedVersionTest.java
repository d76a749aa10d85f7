package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To which version a change was made is said as RFC 9110 has it, in the body, or both. */
@Tag("fast")
class ExpectedVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"7\"", "\"6\", \"7\"", "\"6\",,W/\"7\" , \"7\","})
    void isWhatOneOfTheTagsNames(String ifMatch) {
        assertThatCode(() ->
                        new ExpectedVersion("job", ifMatch, null).required().accept(7))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"7", "\"7\"x", "W/\"7\"", "\"77\"", "x*", "\"*\"", "*, \"7\"", "\"\"", ","})
    void isNotWhatNoTagNames(String ifMatch) {
        assertThatThrownBy(() -> new ExpectedVersion("job", ifMatch, 7L).accept(7))
                .isInstanceOf(PreconditionFailedException.class)
                .hasMessage(
                        "If-Match does not name the job's ETag, which is \"7\"; read it again and repeat the change");
    }

    @Test
    void countsInTheBodyBesideIfMatch() {
        assertThatThrownBy(() -> new ExpectedVersion("job", "\"7\"", 6L).accept(7))
                .isInstanceOf(OutdatedVersionException.class)
                .hasMessage("is 6, but the job is at version 7; read it again and repeat the change");
    }

    @Test
    void isAnyWhenItIsNotSaidUnlessItMustBe() {
        ExpectedVersion unsaid = new ExpectedVersion("job", null, null);

        assertThatCode(() -> unsaid.accept(7)).doesNotThrowAnyException();
        assertThatThrownBy(unsaid::required)
                .isInstanceOf(MissingVersionException.class)
                .hasMessage("must be given: the version that was read, here or as If-Match");
    }
}
