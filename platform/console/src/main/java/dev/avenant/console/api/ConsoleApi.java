package dev.avenant.console.api;

import dev.avenant.console.access.Access;
import dev.avenant.console.audit.AuditRecord;
import dev.avenant.console.cluster.Clusters;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.web.Overview;
import dev.avenant.console.web.OverviewReader;
import dev.avenant.console.web.Reachability;
import dev.avenant.console.web.Search;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The overview, the search in all that there is, and what people did. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Console")
class ConsoleApi {

    private static final int MOST_RECORDS = 1000;

    private final OverviewReader overview;
    private final Search search;
    private final Access access;
    private final Clusters clusters;

    ConsoleApi(OverviewReader overview, Search search, Access access, Clusters clusters) {
        this.clusters = clusters;
        this.overview = overview;
        this.search = search;
        this.access = access;
    }

    /**
     * A cluster that something is granted of.
     *
     * @param path what {@code /api/v1} is for it
     * @param servers where its registry and Kafka are
     */
    record ClusterItem(String name, boolean isDefault, String path, String servers) {}

    /** A server, and why it did not answer; null when it did. */
    record Server(boolean answered, @Nullable String problem) {
        static Server of(Reachability reachability) {
            return new Server(!reachability.isAway(), reachability.reason());
        }
    }

    /** All that there is, in numbers. */
    record Summary(
            Server registry,
            int subjects,
            String level,
            Server kafka,
            List<TopicSummary> topics,
            List<TopicSummary> deadLetterTopics,
            long deadLetters) {
        static Summary of(Overview found) {
            return new Summary(
                    Server.of(found.registry()),
                    found.subjects(),
                    found.level(),
                    Server.of(found.kafka()),
                    found.getTopics(),
                    found.getDeadLetterTopics(),
                    found.getDeadLetterCount());
        }
    }

    /** What has a text. */
    record Results(
            Server registry,
            List<SubjectApi.SubjectItem> subjects,
            SubjectApi.@Nullable SchemaOfId schema,
            Server kafka,
            List<TopicSummary> topics,
            List<String> groups) {
        static Results of(Search.Found found) {
            return new Results(
                    Server.of(found.registry()),
                    found.subjects().stream().map(SubjectApi.SubjectItem::of).toList(),
                    found.schema() == null ? null : SubjectApi.SchemaOfId.of(found.schema()),
                    Server.of(found.kafka()),
                    found.topics(),
                    found.groups());
        }
    }

    /** What people did. */
    record Actions(@Nullable String topic, List<AuditRecord> records) {}

    @GetMapping("/clusters")
    @Operation(
            summary = "List the clusters",
            description =
                    "All of /api/v1 is about the default one; what is said of a path here is about that one, under"
                            + " /api/v1/clusters/NAME.")
    List<ClusterItem> clusters() {
        return clusters.all().stream()
                .filter(cluster -> !access.everywhere().in(cluster).isEmpty())
                .map(cluster -> new ClusterItem(
                        cluster.name(),
                        cluster.isDefault(),
                        cluster.isDefault() ? "/api/v1" : "/api/v1/clusters/" + cluster.name(),
                        cluster.settings().where()))
                .toList();
    }

    @GetMapping("/overview")
    @Operation(summary = "Count what there is, and say which server is away")
    Summary overview() {
        return Summary.of(overview.read());
    }

    @GetMapping("/search")
    @Operation(summary = "Look for a text in subjects, topics, groups and ids at once")
    Results search(@RequestParam(defaultValue = "") String q) {
        return Results.of(search.find(q.strip()));
    }

    @GetMapping("/audit")
    @Operation(summary = "List what people did and were not let do, the newest first", description = "For admins.")
    Actions audit(@RequestParam(defaultValue = "100") int limit) {
        List<AuditRecord> records = access.records(Math.max(1, Math.min(limit, MOST_RECORDS)));
        return new Actions(access.recordTopic(), records);
    }
}
