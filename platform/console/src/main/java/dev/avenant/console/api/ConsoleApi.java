package dev.avenant.console.api;

import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.audit.AuditRecord;
import dev.avenant.console.cluster.Clusters;
import dev.avenant.console.topics.GroupLags.GroupLag;
import dev.avenant.console.topics.GroupSubscriptions.ServiceState;
import dev.avenant.console.topics.LagTrend;
import dev.avenant.console.topics.TopicRates.Rate;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.web.ClusterActivity;
import dev.avenant.console.web.ClusterActivity.LetterCause;
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

    /**
     * A topic with what comes to it.
     *
     * @param perSecond how many records on average in the last minute or two; null when that is not known
     * @param perMinute of each of the last 15 whole minutes, the oldest first; empty when that is not known
     */
    record TopicItem(
            String name,
            int partitions,
            long records,
            int troubled,
            @Nullable Double perSecond,
            List<Long> perMinute) {
        static TopicItem of(TopicSummary topic, @Nullable Rate rate) {
            return new TopicItem(
                    topic.name(),
                    topic.partitions(),
                    topic.records(),
                    topic.troubled(),
                    rate == null ? null : rate.perSecond(),
                    rate == null ? List.of() : rate.perMinute());
        }
    }

    /**
     * How far behind a consumer group is.
     *
     * @param behindSeconds null when nothing is left, or that is not known
     * @param caughtUpIn after how many seconds nothing is left if it goes on like this; null unless the lag shrinks
     */
    record GroupItem(
            String name,
            long lag,
            @Nullable Long behindSeconds,
            LagTrend.Kind trend,
            double growsPerSecond,
            @Nullable Long caughtUpIn) {
        static GroupItem of(GroupLag group) {
            LagTrend trend = group.trend();
            return new GroupItem(
                    group.name(),
                    group.records(),
                    group.behindSeconds(),
                    trend.kind(),
                    trend.perSecond(),
                    trend.kind() == LagTrend.Kind.CATCHING_UP ? trend.secondsLeft() : null);
        }
    }

    /**
     * All that there is, in numbers.
     *
     * @param groups the consumer groups that are furthest behind
     * @param otherGroups how many there are beside them
     * @param openByCause why open dead letters are there
     * @param unreadLetters about how many records of dead-letter topics are not read yet
     * @param missing why something of it is not there
     */
    record Summary(
            Server registry,
            int subjects,
            String level,
            Server kafka,
            int brokers,
            List<TopicItem> topics,
            List<TopicSummary> deadLetterTopics,
            long deadLetters,
            List<LetterCause> openByCause,
            long unreadLetters,
            List<GroupItem> groups,
            int otherGroups,
            List<ServiceState> services,
            List<String> missing) {
        static Summary of(Overview found) {
            ClusterActivity activity = found.activity();
            return new Summary(
                    Server.of(found.registry()),
                    found.subjects(),
                    found.level(),
                    Server.of(found.kafka()),
                    activity.brokers(),
                    found.getTopicRows().stream()
                            .map(row -> TopicItem.of(row.topic(), row.rate()))
                            .toList(),
                    found.getDeadLetterTopics(),
                    found.getDeadLetterCount(),
                    activity.causes(),
                    activity.unreadLetters(),
                    activity.groups().stream().map(GroupItem::of).toList(),
                    activity.otherGroups(),
                    activity.services(),
                    activity.missing().stream()
                            .map(why -> ShownText.line(why.toString()))
                            .toList());
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
    @Operation(summary = "Count what there is, and say what is going on and which server is away")
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
