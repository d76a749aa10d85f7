package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each schema has a bound on its nesting; schemas that refer to each other come to more. Takes seconds of computing. */
@Tag("broker")
class DeepReferencesTest {
    private static final int NESTED = 150;
    /** A check takes the longer the deeper, so not each depth is tried. */
    private static final int STEP = 7;

    private static final int SUBJECTS = 60;

    @Test
    void areRefusedWhenTheirCheckTakesMoreThanTheStackHolds() {
        try (RegistryTester registry = RegistryTester.begin(SchemaRegistryConfig.inMemory())) {
            String answer = "200 ";
            for (int depth = 0; depth < SUBJECTS && answer.startsWith("200 "); depth++) {
                assertThat(registry.post("/subjects/s" + depth + "/versions", chained(depth, "")))
                        .startsWith("200 ");
                if (depth % STEP == STEP - 1) {
                    answer = registry.post("/subjects/s" + depth + "/versions", chained(depth, "\"doc\":\"x\","));
                }
            }

            assertThat(answer)
                    .isEqualTo("422 {\"error_code\":42201,\"message\":\"The schema and its references are nested too"
                            + " deeply\"}");
            assertThat(registry.post("/subjects/other/versions", schema("\"int\"")))
                    .startsWith("200 ");
        }
    }

    @Test
    void areToldToBeTooDeepByWhatWouldWriteThemOut() {
        String tooDeep =
                "422 {\"error_code\":42201,\"message\":\"The schema and its references are nested too deeply\"}";
        try (RegistryTester registry = RegistryTester.begin(SchemaRegistryConfig.inMemory())) {
            for (int depth = 0; depth < 3; depth++) {
                registry.post("/subjects/s" + depth + "/versions", chained(depth, ""));
            }

            assertThat(registry.get("/subjects/s2/versions/1?format=resolved")).isEqualTo(tooDeep);
            assertThat(registry.get("/subjects/s2/versions/1/schema?format=resolved"))
                    .isEqualTo(tooDeep);
            assertThat(registry.get("/subjects/s2/versions/1")).startsWith("200 ");
        }
    }

    /** Records within records, the innermost of which refers to the outermost of the subject before. */
    private static String chained(int depth, String doc) {
        StringBuilder open = new StringBuilder();
        for (int i = 0; i < NESTED; i++) {
            open.append("{\"type\":\"record\",\"name\":\"N")
                    .append(depth)
                    .append('_')
                    .append(i)
                    .append("\",")
                    .append(i == 0 ? doc : "")
                    .append("\"fields\":[{\"name\":\"f\",\"type\":");
        }
        String before = "N" + (depth - 1) + "_0";
        return schema(
                open + (depth == 0 ? "\"int\"" : '"' + before + '"') + "}]}".repeat(NESTED),
                depth == 0
                        ? "\"references\":[]"
                        : "\"references\":[{\"name\":\"" + before + "\",\"subject\":\"s" + (depth - 1)
                                + "\",\"version\":1}]");
    }
}
