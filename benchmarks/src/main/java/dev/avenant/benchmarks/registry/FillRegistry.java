package dev.avenant.benchmarks.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Registers subjects that refer to each other in any registry, so that an import of many can be measured:
 * {@code FillRegistry <url> <subjects>}. Every fifth subject is a shared type, of the other four each uses the one before it;
 * all have two versions. Needs nothing but a JDK: {@code java FillRegistry.java}.
 */
public final class FillRegistry {
    private static final int MOST = 100_000;
    private static final int TYPE_EVERY = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    private FillRegistry(String url) {
        this.url = url;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("Say where and how many: FillRegistry <url> <subjects>");
            System.exit(2);
        }
        int subjects = Math.min(MOST, Math.max(1, Integer.parseInt(arguments[1])));
        FillRegistry registry = new FillRegistry(arguments[0]);
        for (int number = 0; number < subjects; number++) {
            registry.register(number);
        }
        System.out.println(subjects + " subjects, each with two versions, are in " + arguments[0]);
    }

    private void register(int number) throws IOException, InterruptedException {
        int type = number - number % TYPE_EVERY;
        boolean isType = number == type;
        String name = (isType ? "Type" : "Event") + number;
        String subject = isType ? "com.example." + name : "topic-" + number + "-value";
        String used = isType ? "" : ",{\"name\":\"used\",\"type\":\"com.example.Type" + type + "\"}";
        String references = isType
                ? ""
                : ",\"references\":[{\"name\":\"com.example.Type" + type + "\",\"subject\":\"com.example.Type" + type
                        + "\",\"version\":1}]";
        String fields = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"long\"}" + used;
        post(subject, name, fields, references);
        post(
                subject,
                name,
                fields + ",{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}",
                references);
    }

    private void post(String subject, String name, String fields, String references)
            throws IOException, InterruptedException {
        String schema = "{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"com.example\",\"fields\":["
                + fields + "]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"" + references + "}"))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(subject + " was refused with " + response.statusCode() + ": " + response.body());
        }
    }
}
