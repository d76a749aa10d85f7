package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of something by an {@code application/merge-patch+json}, and which ones are refused. */
@Tag("broker")
@SpringBootTest(classes = TestService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MergePatchTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/api/things/changed";

    @LocalServerPort
    private int port;

    /** The table of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'} | {'a':'c'} | {'a':'c'}",
                "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
                "{'a':'b'} | {'a':null} | {}",
                "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
                "{'a':['b']} | {'a':'c'} | {'a':'c'}",
                "{'a':'c'} | {'a':['b']} | {'a':['b']}",
                "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
                "['a','b'] | ['c','d'] | ['c','d']",
                "{'a':'b'} | ['c'] | ['c']",
                "{'a':'foo'} | null | null",
                "{'a':'foo'} | 'bar' | 'bar'",
                "{'e':null} | {'a':1} | {'e':null,'a':1}",
                "[1,2] | {'a':'b','c':null} | {'a':'b'}",
                "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void mergesAsTheExamplesOfTheRfcDo(String original, String patch, String result) {
        JsonNode target = json(original);
        JsonNode change = json(patch);

        JsonNode merged = MergePatch.merge(target, change);

        assertThat(merged).isEqualTo(json(result));
        assertThat(target).isEqualTo(json(original));
        assertThat(change).isEqualTo(json(patch));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** What is changed is {@link TestService.Things#CHANGED}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}" + " | {'name':'a','count':1,'kind':'LARGE','tags':['x','y'],'size':{'width':2.5,'height':4}}",
                "{'kind':null,'tags':null,'size':null} | {'name':'a','count':1}",
                "{'tags':['z']} | {'name':'a','count':1,'kind':'LARGE','tags':['z'],'size':{'width':2.5,'height':4}}",
                "{'size':{'height':null}} | {'name':'a','count':1,'kind':'LARGE','tags':['x','y'],'size':{'width':2.5}}",
                "{'size':{'width':0.10}}"
                        + " | {'name':'a','count':1,'kind':'LARGE','tags':['x','y'],'size':{'width':0.10,'height':4}}",
                "{'size':{'width':12345678901234567890.12345}}"
                        + " | {'name':'a','count':1,'kind':'LARGE','tags':['x','y'],"
                        + "'size':{'width':12345678901234567890.12345,'height':4}}"
            })
    void removesWhatIsNullKeepsWhatIsLeftOutMergesObjectsAndReplacesLists(String patch, String expected)
            throws Exception {
        HttpResponse<String> answer = patch(patch);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'color':'red'} | color: is not a known field; known are count, isNew, kind, name, owner, size, tags",
                "{'color':null} | color: is not a known field; known are count, isNew, kind, name, owner, size, tags",
                "{'size':{'depth':null}} | size.depth: is not a known field; known are height, width",
                "{'count':'1'} | count: must be a whole number",
                "{'count':1.5} | count: must be a whole number",
                "{'count':1.0} | count: must be a whole number",
                "{'tags':['x',2]} | tags[1]: must be a text",
                "{'size':[]} | size: must be an object",
                "{'name':'a\\u0000b'} | name: must not contain the character U+0000, but does at position 1",
                "{'name':null} | name: must not be blank",
                "{'name':' ','count':null} | count: must be given; name: must not be blank",
                "{'size':{'width':-1}} | size.width: must not be negative",
                "{'count':1,'count':2} | The body is not valid JSON: line 1, column 19",
                "{} 7 | The body must be one JSON value, with nothing after it",
                "[] | The body must be an object",
                "'a' | The body must be an object",
                "null | The body is missing or cannot be read",
                "` ` | The body must be an object",
                "`` | The body is missing or cannot be read"
            })
    void refusesWhatASentBodyWouldBeRefusedFor(String patch, String detail) throws Exception {
        HttpResponse<String> answer = patch(patch);

        assertThat(HttpProbe.problem(answer)).isEqualTo("400 application/problem+json " + detail);
    }

    @Test
    void namesTheMediaTypesOfAPatchToWhoSendsAnother() throws Exception {
        HttpResponse<String> answer = new HttpProbe(port).send("PATCH", PATH, "application/json-patch+json", "[]");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().allValues("Accept-Patch")).containsExactly(MergePatch.MEDIA_TYPE);
    }

    @Test
    void namesTheMediaTypesOfAPatchToWhoAsksForTheOptions() throws Exception {
        HttpResponse<String> answer = new HttpProbe(port).send("OPTIONS", PATH, "application/json", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Accept-Patch")).containsExactly(MergePatch.MEDIA_TYPE);
    }

    private HttpResponse<String> patch(String patch) throws Exception {
        return new HttpProbe(port).send("PATCH", PATH, MergePatch.MEDIA_TYPE, patch.replace('\'', '"'));
    }
}
