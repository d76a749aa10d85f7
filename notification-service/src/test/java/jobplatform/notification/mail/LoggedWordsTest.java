package jobplatform.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server said, as the log has it. */
@Tag("fast")
class LoggedWordsTest {

    private static final String RECIPIENT = "Ann Lee";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    550 no such mailbox                                | 550 no such mailbox
                    550 <ann.lee+jobs@example.com>: no such mailbox    | 550 <(address)>: no such mailbox
                    550 ann@example.com, bob@[192.0.2.1] unknown       | 550 (address), (address) unknown
                    550 "ann lee"@example.com is full                  | 550 (address) is full
                    550 änn@exämple.com                                | 550 (address)
                    550 ann=example.com@relay.example                  | 550 (address)
                    Local address ends with dot in string ``Ann Lee''  | Local address ends with dot in string ``(address)''
                    """)
    void masksAddresses(String said, String logged) {
        assertThat(LoggedWords.of(said, RECIPIENT)).isEqualTo(logged);
    }

    @Test
    void isOneShortLine() {
        assertThat(LoggedWords.of("550-first\r\n550 second\u2028third\u001b[31m", RECIPIENT))
                .isEqualTo("550-first 550 second third [31m");
        assertThat(LoggedWords.of("5".repeat(1000), RECIPIENT)).isEqualTo("5".repeat(200) + "…");
        assertThat(LoggedWords.of(null, "")).isEqualTo("null");
    }

    @Test
    @Timeout(10)
    void isSoonDoneWithWordsThatAreLong() {
        assertThat(LoggedWords.of("550 " + "a".repeat(1_000_000), RECIPIENT)).isEqualTo("550 …");
        assertThat(LoggedWords.of("550 " + "ann@example.com ".repeat(100_000), RECIPIENT))
                .startsWith("550 (address) (address) ")
                .hasSize(201);
    }
}
