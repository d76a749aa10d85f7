package dev.avenant.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes malformed request bodies out of one that is right; the same seed makes the same ones. */
final class MalformedBodies {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999999999",
            "1e-999999999",
            "9".repeat(400),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\u202eevil\"",
            "\"\\ud83d\\ude00\"",
            "\"'; drop table users; --\"",
            "\"%s%n${jndi:ldap://x}\"",
            "\"" + "a".repeat(30_000) + "\"",
            "\"" + "@".repeat(5_000) + "\"",
            "\"" + " ".repeat(5_000) + "x\\n\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"2026-01-01T00:00:00Z\"",
            "[]",
            "{}",
            "[null]",
            "[[[[]]]]",
            "{\"a\":{\"b\":[1]}}",
            "[".repeat(600) + "]".repeat(600),
            "NaN",
            "'single'",
            "undefined");

    private final Random random;
    private final Map<String, String> right;

    /** @param right the JSON of each field of a body that is right */
    MalformedBodies(long seed, Map<String, String> right) {
        this.random = new Random(seed);
        this.right = right;
    }

    byte[] next() {
        List<String> members = right.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.toCollection(ArrayList::new));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(members);
        }
        byte[] body = ("{" + String.join(",", members) + "}").getBytes(UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> damaged(body);
            case 1 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            default -> body;
        };
    }

    private void change(List<String> members) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        int at = random.nextInt(members.size() + 1);
        if (at == members.size()) {
            members.add("\"unknown\":" + value);
            return;
        }
        String name = members.get(at).substring(0, members.get(at).indexOf(':'));
        switch (random.nextInt(5)) {
            case 0 -> members.set(at, "\"gone\":1");
            case 1 -> members.add(members.get(at));
            default -> members.set(at, name + ":" + value);
        }
    }

    private byte[] damaged(byte[] body) {
        byte[] damaged = body.clone();
        for (int i = 0; i < 3; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
