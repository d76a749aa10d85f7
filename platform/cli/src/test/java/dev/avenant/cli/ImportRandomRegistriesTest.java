package dev.avenant.cli;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.cli.RegistryFixture.Reference;
import dev.avenant.registry.client.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a registry holds, it is imported, passes the check, and is given back as it was. */
@Tag("fast")
class ImportRandomRegistriesTest {
    private static final List<String> LEVELS = List.of("NONE", "BACKWARD", "FORWARD_TRANSITIVE", "FULL");

    private static final int SUBJECTS = 14;
    private static final int STEPS = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("avenant.import.seeds", 8));
    }

    /** A version that is registered, and what its type is called. */
    private record Registered(String subject, int version, String fullName) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesBackWhatItTook(long seed) throws IOException {
        try (RegistryFixture registry = RegistryFixture.empty()) {
            fill(registry, new Random(seed));

            new ImportRoundTrip(folder.resolve("project")).succeeds(registry);
        }
    }

    private static void fill(RegistryFixture registry, Random random) {
        List<Registered> all = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String topic = "t" + random.nextInt(SUBJECTS / 3);
            Schema schema = schema(random);
            String subject = subject(random, topic, schema.getFullName());
            boolean refers = !all.isEmpty() && random.nextInt(3) == 0;
            Registered used = refers ? all.get(random.nextInt(all.size())) : null;
            refers = used != null && !used.subject().equals(subject) && sameContext(subject, used.subject());
            try {
                if (random.nextInt(4) == 0) {
                    registry.level(subject, LEVELS.get(random.nextInt(LEVELS.size())));
                }
                if (refers && used != null) {
                    String user = ImportHardCasesTest.record(
                            "u.U" + random.nextInt(6),
                            "{\"name\":\"f\",\"type\":\"" + used.fullName() + "\"},{\"name\":\"n" + step
                                    + "\",\"type\":\"int\",\"default\":0}");
                    String bare = used.subject().replaceAll("^:\\.[^:]*:", "");
                    registry.register(subject, user, new Reference(used.fullName(), bare, used.version()));
                } else if (random.nextInt(5) == 0) {
                    registry.importAs(1000 + step, 3 + step * 2, subject, schema.toString());
                } else if (random.nextInt(4) == 0) {
                    registry.force(subject, schema.toString());
                } else {
                    registry.register(subject, schema.toString());
                }
            } catch (RegistryException refused) {
                // incompatible with what is there, or of a name that is taken; the next one
                continue;
            }
            List<Integer> versions = registry.admin().versions(subject, false);
            int latest = versions.get(versions.size() - 1);
            if (!refers) {
                all.add(new Registered(subject, latest, schema.getFullName()));
            }
            if (random.nextInt(8) == 0) {
                delete(registry, subject, versions.get(random.nextInt(versions.size())), all);
            }
        }
    }

    private static void delete(RegistryFixture registry, String subject, int version, List<Registered> all) {
        try {
            registry.delete(subject, version);
            all.removeIf(known -> known.subject().equals(subject) && known.version() == version);
        } catch (RegistryException referenced) {
            // what others refer to stays
        }
    }

    private static boolean sameContext(String one, String other) {
        return one.startsWith(":.") == other.startsWith(":.");
    }

    private static Schema schema(Random random) {
        Schema schema = new RandomSchemas(random).schema();
        // every second one under a namespace of its own; the others clash
        int own = random.nextInt(12);
        String text = schema.toString();
        String renamed = own < 6
                ? text.replace("\"a\"", "\"p" + own + "\"")
                        .replace("\"b\"", "\"q" + own + "\"")
                        .replace("\"a.", "\"p" + own + ".")
                        .replace("\"b.", "\"q" + own + ".")
                : text;
        return new Schema.Parser().setValidateDefaults(false).parse(renamed);
    }

    private static String subject(Random random, String topic, String fullName) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> topic + "-value";
            case 3 -> topic + "-key";
            case 4 -> topic + "-" + fullName;
            case 5, 6 -> fullName;
            case 7 -> "odd / " + topic;
            default -> ":.eu:" + topic + "-value";
        };
    }
}
