package dev.avenant.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class UriEscapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\'',
            value = {
                "/subjects/a|b /subjects/a%7Cb",
                "/subjects/a\"b /subjects/a%22b",
                "/subjects/a[b] /subjects/a%5Bb%5D",
                "/subjects/a\\b /subjects/a%5Cb",
                "/subjects/\u00e9\ud83d\ude00 /subjects/%C3%A9%F0%9F%98%80",
                "/subjects/a%2Fb%7cc /subjects/a%2Fb%7cc",
                "/subjects/a%zz%4 /subjects/a%25zz%254",
                "/subjects/a% /subjects/a%25",
                "/subjects/:.c:a-b_c.d~e;p=1/versions?x=a+b&y=/?@ /subjects/:.c:a-b_c.d~e;p=1/versions?x=a+b&y=/?@"
            })
    void encodeOnlyWhatAUriRefuses(String taken, String sent) {
        assertThat(UriEscapes.complete(taken)).isEqualTo(sent);
        assertThat(URI.create("http://localhost" + sent)).hasToString("http://localhost" + sent);
    }
}
