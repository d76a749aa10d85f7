package dev.avenant.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class SpellingTest {
    @ParameterizedTest
    @CsvSource({"user,user,0", "User,uSER,0", "user,usr,1", "user,users,1", "user,uzer,1", "user,usre,2", "'',abc,3"})
    void countsLettersThatAreChangedPutInOrTakenOut(String one, String other, int distance) {
        assertThat(Spelling.distance(one, other)).isEqualTo(distance);
        assertThat(Spelling.distance(other, one)).isEqualTo(distance);
    }
}
