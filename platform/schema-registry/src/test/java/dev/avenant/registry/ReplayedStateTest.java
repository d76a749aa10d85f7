package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.RegistryLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked of a registry, one that reads its records later, or only what compaction left of them, answers the same.
 * {@code -Davenant.seeds=1000} tries more random histories than 15, {@code -Davenant.seed=…} others.
 */
@Tag("fast")
class ReplayedStateTest {

    private static final int SEEDS = Integer.getInteger("avenant.seeds", 15);
    private static final long FIRST_SEED = Long.getLong("avenant.seed", 271_828L);
    private static final int REQUESTS = 80;

    private static final List<String> SUBJECTS = List.of("a", "b", ":.x:a", ":.x:b", ":.ns:t-value");
    private static final List<String> CONTEXTS = List.of("", "/contexts/.x", "/contexts/.ns");
    private static final List<String> SCHEMAS = List.of(
            "\"int\"",
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}",
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\",\"default\":0}]}",
            "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}");
    private static final int REFERRING = 3;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < SEEDS; i++) {
            seeds.add(FIRST_SEED + i);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersTheSame(long seed) {
        List<LogRecord> records = new ArrayList<>();
        List<String> history = new ArrayList<>();
        Map<String, String> answers;
        try (RegistryTester registry = on(new InterceptedLog(new InMemoryLog(), records::add))) {
            registry.put("/config/:.__GLOBAL:", "{\"compatibility\":\"NONE\"}");
            Random random = new Random(seed);
            for (int i = 0; i < REQUESTS; i++) {
                history.add(request(registry, random));
            }
            answers = ask(registry);
        }

        assertThat(afterReplayOf(records)).as("%s replayed", history).isEqualTo(answers);
        assertThat(afterReplayOf(compacted(records, record -> true)))
                .as("%s compacted", history)
                .isEqualTo(answers);
        assertThat(afterReplayOf(compacted(records, record -> record.value() != null)))
                .as("%s compacted, without tombstones", history)
                .isEqualTo(answers);
    }

    private static RegistryTester on(RegistryLog log) {
        return RegistryTester.of(
                SchemaRegistry.start(SchemaRegistryConfig.inMemory(), log, new FaultLatch(), new RegistryMetrics()));
    }

    private static Map<String, String> afterReplayOf(List<LogRecord> records) {
        InMemoryLog log = new InMemoryLog();
        try (RegistryTester registry = on(log)) {
            log.append(records, 0);
            return ask(registry);
        }
    }

    /** The last record of each key, where it stood. */
    private static List<LogRecord> compacted(List<LogRecord> records, Predicate<LogRecord> kept) {
        Map<String, LogRecord> last = new LinkedHashMap<>();
        for (LogRecord record : records) {
            last.remove(record.key());
            last.put(record.key(), record);
        }
        return last.values().stream().filter(kept).toList();
    }

    private static String request(RegistryTester registry, Random random) {
        String subject = any(SUBJECTS, random);
        String versions = "/subjects/" + subject + "/versions";
        int number = 1 + random.nextInt(3);
        boolean permanent = random.nextInt(3) > 0;
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> sent(registry, "POST", versions, randomSchema(random));
            case 4 ->
                sent(
                        registry,
                        "POST",
                        versions,
                        randomSchema(random, "\"id\":" + (1 + random.nextInt(5)) + ",\"version\":" + number));
            case 5 -> sent(registry, "DELETE", versions + "/" + number, null);
            case 6 -> sent(registry, "DELETE", versions + "/" + number + "?permanent=" + permanent, null);
            case 7 -> sent(registry, "DELETE", "/subjects/" + subject + "?permanent=" + permanent, null);
            case 8 ->
                sent(
                        registry,
                        "PUT",
                        "/mode/" + subject + "?force=" + random.nextBoolean(),
                        "{\"mode\":\"" + (random.nextBoolean() ? "IMPORT" : "READWRITE") + "\"}");
            case 9 -> sent(registry, "DELETE", random.nextBoolean() ? "/contexts/.x" : "/mode/" + subject, null);
            case 10 -> sent(registry, "POST", "/associations", association(subject, random));
            default ->
                sent(registry, "DELETE", "/associations/resources/id?cascadeLifecycle=" + random.nextBoolean(), null);
        };
    }

    private static String association(String subject, Random random) {
        String wanted = random.nextBoolean()
                ? "{\"subject\":\"" + subject + "\",\"lifecycle\":\"WEAK\"}"
                : "{\"schema\":{\"schema\":\"\\\"int\\\"\"}}";
        return "{\"resourceName\":\"t\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id\",\"associations\":[" + wanted
                + "]}";
    }

    private static String sent(RegistryTester registry, String method, String path, @Nullable String body) {
        String answer = registry.send(method, path, body);
        assertThat(answer).as("%s %s %s", method, path, body).doesNotStartWith("5");
        return method + " " + path + (body == null ? "" : " " + body) + " -> " + answer.substring(0, 3);
    }

    private static String randomSchema(Random random, String... members) {
        int chosen = random.nextInt(SCHEMAS.size());
        List<String> all = new ArrayList<>(List.of(members));
        if (chosen == REFERRING) {
            all.add("\"references\":[{\"name\":\"R\",\"subject\":\"" + any(List.of("a", "b"), random)
                    + "\",\"version\":" + (1 + random.nextInt(3)) + "}]");
        }
        return schema(SCHEMAS.get(chosen), all.toArray(String[]::new));
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What a client can ask of what is there, deleted or not. */
    private static Map<String, String> ask(RegistryTester registry) {
        List<String> paths = new ArrayList<>(List.of(
                "/contexts",
                "/subjects?subjectPrefix=:*:&deleted=true",
                "/associations/resources/-/-",
                "/schemas?subjectPrefix=:*:&deleted=true"));
        for (String subject : SUBJECTS) {
            paths.add("/mode/" + subject);
            paths.add("/config/" + subject);
            paths.add("/subjects/" + subject + "/versions?deletedAsNegative=true");
            for (int version = 1; version <= 6; version++) {
                paths.add("/subjects/" + subject + "/versions/" + version + "?deleted=true&format=resolved");
                paths.add("/subjects/" + subject + "/versions/" + version + "/referencedby?deleted=true");
            }
        }
        for (String context : CONTEXTS) {
            for (int id = 1; id <= 10; id++) {
                paths.add(context + "/schemas/ids/" + id + "?fetchMaxId=true");
                paths.add(context + "/schemas/ids/" + id + "/versions?deleted=true");
            }
        }
        Map<String, String> answers = new LinkedHashMap<>();
        paths.forEach(path -> answers.put(path, registry.get(path)));
        return answers;
    }
}
