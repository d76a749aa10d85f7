package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a service takes as JSON, and what it says of the rest. */
@Tag("broker")
@SpringBootTest(classes = TestService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StrictJsonTest {

    @LocalServerPort
    private int port;

    @Test
    void takesWhatIsRight() throws Exception {
        String thing = "{\"name\":\"a\",\"count\":1,\"kind\":\"LARGE\",\"tags\":[\"x\"],\"size\":{\"width\":2.5}}";

        HttpResponse<String> answer = new HttpProbe(port).post("/api/things", thing);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(thing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'a','count':1,'color':'red'} | color | is not a known field; known are count, isNew, kind,"
                        + " name, owner, size, tags",
                "{'name':5,'count':1} | name | must be a text",
                "{'name':'a','count':'1'} | count | must be a whole number",
                "{'name':'a','count':1.5} | count | must be a whole number",
                "{'name':'a','count':true} | count | must be a whole number",
                "{'name':'a','count':1,'kind':0} | kind | must be one of SMALL, LARGE",
                "{'name':'a','count':1,'kind':'HUGE'} | kind | must be one of SMALL, LARGE",
                "{'name':'a','count':'  '} | count | must be a whole number",
                "{'name':'a','count':''} | count | must be a whole number",
                "{'name':'a','count':1,'kind':' '} | kind | must be one of SMALL, LARGE",
                "{'name':'a','count':1,'kind':''} | kind | must be one of SMALL, LARGE",
                "{'name':'a','count':1,'isNew':'   '} | isNew | must be true or false",
                "{'name':'a','count':1,'isNew':''} | isNew | must be true or false",
                "{'name':'a','count':1,'owner':' '} | owner | must be a UUID, such as"
                        + " 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11",
                "{'name':'a','count':1,'tags':''} | tags | must be a list",
                "{'name':'a','count':1,'tags':' '} | tags | must be a list",
                "{'name':'a','count':1,'size':''} | size | must be an object",
                "{'name':'a','count':1,'size':' '} | size | must be an object",
                "{'name':'a','count':1,'size':{'width':' '}} | size.width | must be a number",
                "{'name':'a','count':1,'tags':['x',2]} | tags[1] | must be a text",
                "{'name':'a','count':1,'size':{'width':'wide'}} | size.width | must be a number",
                "{'name':'a\\u0000b','count':1} | name | must not contain the character U+0000, but does at position 1",
                "{'name':'\\ud800','count':1} | name | must be valid Unicode, but has half a surrogate pair at"
                        + " position 0",
                "{'name':' ','count':1} | name | must not be blank",
                "{'name':'a'} | count | must be given"
            })
    void saysWhichFieldIsWrongAndWhatItMustBe(String body, String field, String message) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(HttpProbe.problem(answer)).isEqualTo("400 application/problem+json " + field + ": " + message);
        assertThat(HttpProbe.faults(answer)).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'a','name':'b','count':1} | The body is not valid JSON: line 1, column 19",
                "{'name': | The body is not valid JSON: line 1, column 9",
                "{'name':'a','count':1} 7 | The body must be one JSON value, with nothing after it",
                "[] | The body must be an object",
                "`` | The body is missing or cannot be read"
            })
    void saysWhereTheBodyIsNoJsonForIt(String body, String detail) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(HttpProbe.problem(answer)).isEqualTo("400 application/problem+json " + detail);
        assertThat(HttpProbe.faults(answer)).isEmpty();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return new HttpProbe(port).post("/api/things", body.replace('\'', '"'));
    }
}
