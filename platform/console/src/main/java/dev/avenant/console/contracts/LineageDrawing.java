package dev.avenant.console.contracts;

import dev.avenant.console.ShownText;
import dev.avenant.console.contracts.LineageGraph.Edge;
import dev.avenant.console.contracts.LineageGraph.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Where the parts of a lineage graph stand in a picture: producers in the first column, topics in the second, consumers in
 * the third. A service that writes and reads stands in two columns. Within a column the order is that in which few edges
 * cross: each node is moved to the middle of those that it is joined with, column by column, some times.
 *
 * @param width in the picture's own units
 * @param height the same
 */
public record LineageDrawing(int width, int height, List<Node> nodes, List<Line> lines) {

    private static final int NODE_WIDTH = 260;
    private static final int NODE_HEIGHT = 28;
    private static final int ROW = 38;
    private static final int GAP = 110;
    private static final int MARGIN = 4;
    private static final int SWEEPS = 4;

    /** As many characters as a node is wide enough for. */
    private static final int MOST_CHARACTERS = 32;

    /** The columns, from the first to the last. */
    public enum Column {
        PRODUCERS(0),
        TOPICS(1),
        CONSUMERS(2);

        /** How many columns are before it. */
        private final int before;

        Column(int before) {
            this.before = before;
        }
    }

    /**
     * A service or a topic.
     *
     * @param name whole
     * @param x of its upper left corner
     * @param y the same
     */
    public record Node(Column column, String name, int x, int y) {

        public int width() {
            return NODE_WIDTH;
        }

        public int height() {
            return NODE_HEIGHT;
        }

        /** Where its text begins. */
        public int textX() {
            return x + 10;
        }

        /** On which line its text stands. */
        public int textY() {
            return y + NODE_HEIGHT / 2 + 5;
        }

        /** The name as a page shows it. */
        public String shownName() {
            return ShownText.line(name);
        }

        /** As much of it as fits. */
        public String label() {
            String shown = shownName();
            return shown.codePointCount(0, shown.length()) <= MOST_CHARACTERS
                    ? shown
                    : shown.substring(0, shown.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
        }

        /** In small letters. */
        public String style() {
            return column.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An edge.
     *
     * @param path as SVG writes it
     */
    public record Line(Edge edge, String path) {
        /** How it is known, in small letters. */
        public String style() {
            return edge.sight().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public LineageDrawing {
        nodes = List.copyOf(nodes);
        lines = List.copyOf(lines);
    }

    /** The picture of a graph. */
    public static LineageDrawing of(LineageGraph graph) {
        Map<Column, List<String>> columns = ordered(graph);
        int rows = columns.values().stream().mapToInt(List::size).max().orElse(0);
        Map<Column, Map<String, Node>> placed = new EnumMap<>(Column.class);
        List<Node> nodes = new ArrayList<>();
        columns.forEach((column, names) -> {
            Map<String, Node> inColumn = new HashMap<>();
            for (int row = 0; row < names.size(); row++) {
                // Spread over the whole height, so that each stands near what it is joined with.
                int middle = (2 * row + 1) * rows * ROW / (2 * names.size());
                Node node = new Node(
                        column,
                        names.get(row),
                        MARGIN + column.before * (NODE_WIDTH + GAP),
                        MARGIN + middle - NODE_HEIGHT / 2);
                inColumn.put(node.name(), node);
                nodes.add(node);
            }
            placed.put(column, inColumn);
        });
        List<Line> lines = graph.edges().stream()
                .map(edge -> new Line(edge, path(edge, placed)))
                .toList();
        return new LineageDrawing(
                3 * NODE_WIDTH + 2 * GAP + 2 * MARGIN, 2 * MARGIN + Math.max(1, rows) * ROW, nodes, lines);
    }

    private static String path(Edge edge, Map<Column, Map<String, Node>> placed) {
        boolean isWritten = edge.side() == Side.PRODUCER;
        Node topic = node(placed, Column.TOPICS, edge.topic());
        Node service = node(placed, isWritten ? Column.PRODUCERS : Column.CONSUMERS, edge.service());
        Node from = isWritten ? service : topic;
        Node to = isWritten ? topic : service;
        int fromX = from.x() + NODE_WIDTH;
        int fromY = from.y() + NODE_HEIGHT / 2;
        int toY = to.y() + NODE_HEIGHT / 2;
        int bend = fromX + GAP / 2;
        return "M" + fromX + " " + fromY + " C" + bend + " " + fromY + " " + bend + " " + toY + " " + to.x() + " "
                + toY;
    }

    private static Node node(Map<Column, Map<String, Node>> placed, Column column, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(placed.get(column)).get(name));
    }

    private static Map<Column, List<String>> ordered(LineageGraph graph) {
        Map<Column, List<String>> columns = new EnumMap<>(Column.class);
        columns.put(Column.PRODUCERS, services(graph, Side.PRODUCER));
        columns.put(Column.TOPICS, new ArrayList<>(new TreeSet<>(graph.topics())));
        columns.put(Column.CONSUMERS, services(graph, Side.CONSUMER));
        Map<String, List<String>> writersOf = joined(graph, Side.PRODUCER, true);
        Map<String, List<String>> readersOf = joined(graph, Side.CONSUMER, true);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            settle(columns, Column.PRODUCERS, Column.TOPICS, joined(graph, Side.PRODUCER, false));
            settle(columns, Column.TOPICS, Column.PRODUCERS, writersOf);
            settle(columns, Column.CONSUMERS, Column.TOPICS, joined(graph, Side.CONSUMER, false));
            settle(columns, Column.TOPICS, Column.CONSUMERS, readersOf);
        }
        settle(columns, Column.PRODUCERS, Column.TOPICS, joined(graph, Side.PRODUCER, false));
        return columns;
    }

    private static List<String> services(LineageGraph graph, Side side) {
        return new ArrayList<>(new TreeSet<>(graph.edges().stream()
                .filter(edge -> edge.side() == side)
                .map(Edge::service)
                .toList()));
    }

    /** What each is joined with: the services of each topic, or the topics of each service. */
    private static Map<String, List<String>> joined(LineageGraph graph, Side side, boolean ofTopics) {
        Map<String, List<String>> joined = new HashMap<>();
        for (Edge edge : graph.edges()) {
            if (edge.side() == side) {
                joined.computeIfAbsent(ofTopics ? edge.topic() : edge.service(), name -> new ArrayList<>())
                        .add(ofTopics ? edge.service() : edge.topic());
            }
        }
        return joined;
    }

    /** Moves each of a column to the middle of what it is joined with in another; what is joined with nothing stays. */
    private static void settle(
            Map<Column, List<String>> columns, Column moved, Column other, Map<String, List<String>> joined) {
        List<String> names = Objects.requireNonNull(columns.get(moved));
        Map<String, Double> heights = heights(Objects.requireNonNull(columns.get(other)));
        Map<String, Double> own = heights(names);
        Map<String, Double> wanted = new HashMap<>();
        names.forEach(name -> wanted.put(
                name,
                joined.getOrDefault(name, List.of()).stream()
                        .mapToDouble(next -> heights.getOrDefault(next, 0.0))
                        .average()
                        .orElse(own.getOrDefault(name, 0.0))));
        names.sort(Comparator.comparing((String name) -> wanted.getOrDefault(name, 0.0))
                .thenComparing(Comparator.naturalOrder()));
    }

    /** How far down each stands, from 0 to 1. */
    private static Map<String, Double> heights(List<String> names) {
        Map<String, Double> heights = new HashMap<>();
        for (int row = 0; row < names.size(); row++) {
            heights.put(names.get(row), (row + 0.5) / names.size());
        }
        return heights;
    }
}
