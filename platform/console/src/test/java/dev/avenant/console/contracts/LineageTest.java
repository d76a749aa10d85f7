package dev.avenant.console.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.contracts.CataloguedTopic.Participant;
import dev.avenant.console.contracts.CataloguedTopic.Sight;
import dev.avenant.console.contracts.LineageDrawing.Node;
import dev.avenant.console.contracts.LineageGraph.Edge;
import dev.avenant.console.contracts.LineageGraph.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes and reads what, as a graph and as a picture. */
@Tag("fast")
class LineageTest {

    private static CataloguedTopic topic(String name, List<String> producers, List<String> consumers) {
        return new CataloguedTopic(
                name,
                true,
                true,
                "",
                null,
                null,
                List.of(),
                participants(producers),
                participants(consumers),
                List.of());
    }

    private static List<Participant> participants(List<String> names) {
        return names.stream()
                .map(name -> new Participant(name, Sight.DECLARED, List.of()))
                .toList();
    }

    private static List<CataloguedTopic> random(long seed, int topics) {
        Random random = new Random(seed);
        List<CataloguedTopic> catalogue = new ArrayList<>();
        for (int number = 0; number < topics; number++) {
            catalogue.add(topic("topic-" + number, services(random), services(random)));
        }
        return catalogue;
    }

    private static List<String> services(Random random) {
        Set<String> services = new TreeSet<>();
        IntStream.range(0, random.nextInt(6)).forEach(any -> services.add("service-" + random.nextInt(30)));
        return List.copyOf(services);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 40, 200})
    void eachEdgeIsDrawnOnceFromItsServiceToItsTopicOrBack(int size) {
        for (long seed = 0; seed < 20; seed++) {
            List<CataloguedTopic> catalogue = random(seed, size);
            LineageGraph graph = LineageGraph.of(catalogue);

            LineageDrawing drawing = LineageDrawing.of(graph);

            Set<Edge> declared = new HashSet<>();
            for (CataloguedTopic topic : catalogue) {
                topic.producers()
                        .forEach(one -> declared.add(new Edge(Side.PRODUCER, one.name(), topic.name(), one.sight())));
                topic.consumers()
                        .forEach(one -> declared.add(new Edge(Side.CONSUMER, one.name(), topic.name(), one.sight())));
            }
            assertThat(drawing.lines()).hasSize(declared.size());
            assertThat(drawing.lines())
                    .extracting(LineageDrawing.Line::edge)
                    .containsExactlyInAnyOrderElementsOf(declared);
            drawing.lines().forEach(line -> assertThat(ends(line.path())).isEqualTo(ends(line.edge(), drawing)));
            assertThat(drawing.lines()).extracting(LineageDrawing.Line::path).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 40, 200})
    void noTwoNodesOverlapAndAllAreInThePicture(int size) {
        LineageDrawing drawing = LineageDrawing.of(LineageGraph.of(random(size, size)));

        assertThat(drawing.nodes()).allSatisfy(node -> {
            assertThat(node.x()).isBetween(0, drawing.width() - node.width());
            assertThat(node.y()).isBetween(0, drawing.height() - node.height());
        });
        for (Node one : drawing.nodes()) {
            for (Node other : drawing.nodes()) {
                assertThat(one.equals(other)
                                || one.x() + one.width() <= other.x()
                                || other.x() + other.width() <= one.x()
                                || one.y() + one.height() <= other.y()
                                || other.y() + other.height() <= one.y())
                        .isTrue();
            }
        }
    }

    /** Two halves that have nothing to do with each other, whose names alternate. */
    @Test
    void whatBelongsTogetherStandsTogether() {
        List<CataloguedTopic> catalogue = IntStream.range(0, 20)
                .mapToObj(number -> topic(
                        String.format("topic-%02d", number),
                        List.of(number % 2 == 0 ? "even" : "odd"),
                        List.of(number % 2 == 0 ? "even-reader" : "odd-reader")))
                .toList();

        LineageDrawing drawing = LineageDrawing.of(LineageGraph.of(catalogue));

        assertThat(crossings(drawing)).isZero();
    }

    private static long crossings(LineageDrawing drawing) {
        long crossings = 0;
        for (LineageDrawing.Line one : drawing.lines()) {
            for (LineageDrawing.Line other : drawing.lines()) {
                List<Integer> first = ends(one.path());
                List<Integer> second = ends(other.path());
                if (first.get(0).equals(second.get(0))
                        && first.get(1) < second.get(1)
                        && first.get(3) > second.get(3)) {
                    crossings++;
                }
            }
        }
        return crossings;
    }

    private static List<Integer> ends(String path) {
        String[] numbers = path.substring(1).replace("C", "").split(" ", -1);
        return List.of(
                Integer.valueOf(numbers[0]),
                Integer.valueOf(numbers[1]),
                Integer.valueOf(numbers[6]),
                Integer.valueOf(numbers[7]));
    }

    private static List<Integer> ends(Edge edge, LineageDrawing drawing) {
        boolean isWritten = edge.side() == Side.PRODUCER;
        Node service = node(
                drawing, isWritten ? LineageDrawing.Column.PRODUCERS : LineageDrawing.Column.CONSUMERS, edge.service());
        Node topic = node(drawing, LineageDrawing.Column.TOPICS, edge.topic());
        Node from = isWritten ? service : topic;
        Node to = isWritten ? topic : service;
        return List.of(from.x() + from.width(), from.y() + from.height() / 2, to.x(), to.y() + to.height() / 2);
    }

    private static Node node(LineageDrawing drawing, LineageDrawing.Column column, String name) {
        return drawing.nodes().stream()
                .filter(node -> node.column() == column && node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLongNameIsCutInThePictureAlone() {
        String name = "a-topic-whose-name-goes-on-for-longer-than-a-node-is-wide";
        LineageDrawing drawing = LineageDrawing.of(LineageGraph.of(List.of(topic(name, List.of(), List.of()))));

        assertThat(drawing.nodes()).singleElement().satisfies(node -> {
            assertThat(node.label()).isEqualTo("a-topic-whose-name-goes-on-for-…");
            assertThat(node.shownName()).isEqualTo(name);
        });
    }

    @Test
    void aServiceIsFoundByItsWholeNameBeforeAPartOfIt() {
        LineageGraph graph = LineageGraph.of(List.of(
                topic("orders", List.of("shop"), List.of("billing")),
                topic("bills", List.of("billing-archive"), List.of())));

        assertThat(graph.around("billing").topics()).containsExactly("orders");
        assertThat(graph.around("BILL").topics()).containsExactlyInAnyOrder("orders", "bills");
        assertThat(graph.around("").topics()).containsExactlyInAnyOrder("orders", "bills");
    }
}
