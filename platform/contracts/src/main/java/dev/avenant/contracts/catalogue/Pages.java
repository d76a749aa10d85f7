package dev.avenant.contracts.catalogue;

import dev.avenant.contracts.Contract;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.ContractVersion;
import dev.avenant.contracts.Release;
import dev.avenant.contracts.TopicContract;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The HTML pages: one with all topics, and one for each event and shared type. */
final class Pages {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0a7d5a; }
            @media (prefers-color-scheme: dark) { :root { --accent: #4fd1a5; } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            a { color: var(--accent); }
            h1 { font-size: 1.7rem; margin-bottom: .2rem; }
            h2 { font-size: 1.2rem; margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
            code { font-family: ui-monospace, monospace; font-size: .92em; }
            .tag { background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; padding: 0 .35rem; font-size: .85em; }
            .wide { overflow-x: auto; }
            """;

    private final ContractTree tree;

    Pages(ContractTree tree) {
        this.tree = tree;
    }

    static String pageOf(Contract contract) {
        return contract.folder() + ".html";
    }

    String index() {
        StringBuilder body = new StringBuilder("<h1>Events</h1>\n");
        body.append("<p>").append(tree.events().size()).append(" events on ");
        body.append(tree.contracts().topics().size()).append(" topics. ");
        body.append("For tools: <a href=\"asyncapi.json\">asyncapi.json</a>.</p>\n");
        for (TopicContract topic : tree.contracts().topics().values()) {
            topic(body, topic);
        }
        body.append("<h2>Shared types</h2>\n");
        contracts(body, tree.types(), "Used by");
        return page("Events", body);
    }

    private void topic(StringBuilder body, TopicContract topic) {
        body.append("<h2 id=\"").append(Html.text(topic.name())).append("\"><code>");
        body.append(Html.text(topic.name())).append("</code></h2>\n<p>").append(Html.text(topic.description()));
        body.append("</p>\n<p>Key: ")
                .append(key(topic))
                .append(". ")
                .append(topic.partitions())
                .append(" partitions, kept ");
        body.append(topic.retention().map(Pages::days).orElse("for ever"));
        body.append(". Compatibility ").append(topic.compatibility());
        body.append(". Owner ").append(Html.text(topic.owner()));
        body.append(". Written by ").append(names(topic.producers())).append(".</p>\n");
        contracts(body, tree.eventsOn(topic), "Read by");
    }

    /** What the key is: its meaning with its type, or its type where nothing else is said. */
    private String key(TopicContract topic) {
        String type = tree.keyOf(topic)
                .map(key -> "<a href=\"" + Html.text(pageOf(key)) + "\">" + Html.text(key.name()) + "</a>")
                .orElse(Html.text(topic.key().type()));
        String meaning = topic.key().meaning();
        return meaning.isEmpty() ? type : Html.text(meaning) + " (" + type + ")";
    }

    private static String days(Duration time) {
        return time.toDays() > 0 && time.toHours() % 24 == 0 ? time.toDays() + " days" : time.toHours() + " hours";
    }

    private void contracts(StringBuilder body, List<Contract> contracts, String readers) {
        body.append("<table><tr><th>Name</th><th>What</th><th>Version</th><th>")
                .append(readers)
                .append("</th></tr>\n");
        for (Contract contract : contracts) {
            body.append("<tr><td><a href=\"")
                    .append(Html.text(pageOf(contract)))
                    .append("\">");
            body.append(Html.text(contract.name())).append("</a></td><td>");
            body.append(
                    Html.text(contract.current().map(now -> doc(now.schema())).orElse("")));
            body.append("</td><td>")
                    .append(contract.versions()
                            .get(contract.versions().size() - 1)
                            .number());
            body.append("</td><td>").append(names(readers(contract))).append("</td></tr>\n");
        }
        body.append("</table>\n");
    }

    private Collection<String> readers(Contract contract) {
        if (contract.isEvent()) {
            return contract.consumers();
        }
        if (contract.isKey()) {
            TreeSet<String> services = new TreeSet<>();
            contract.topic()
                    .ifPresent(topic -> topic.events().values().forEach(event -> services.addAll(event.consumers())));
            return services;
        }
        TreeSet<String> events = new TreeSet<>();
        for (Contract event : tree.all()) {
            if (!event.isType()
                    && event.current()
                            .filter(now -> now.types().containsKey(contract.fullName()))
                            .isPresent()) {
                events.add(event.name());
            }
        }
        return events;
    }

    String contract(Contract contract) {
        StringBuilder body = new StringBuilder("<p><a href=\"../index.html\">Events</a></p>\n<h1>");
        body.append(Html.text(contract.name())).append("</h1>\n<p><code>").append(Html.text(contract.fullName()));
        body.append("</code></p>\n");
        contract.current()
                .ifPresent(now ->
                        body.append("<p>").append(Html.text(doc(now.schema()))).append("</p>\n"));
        contract.topic().ifPresent(topic -> {
            body.append(contract.isKey() ? "<p>The key of all events on" : "<p>On")
                    .append(" <a href=\"../index.html#")
                    .append(Html.text(topic.name()))
                    .append("\"><code>");
            body.append(Html.text(topic.name()))
                    .append("</code></a>, written by ")
                    .append(names(topic.producers()));
            body.append(", read by ").append(names(readers(contract))).append(".</p>\n");
        });
        if (contract.isType()) {
            body.append("<p>Used by ").append(names(readers(contract))).append(".</p>\n");
        }
        contract.current().ifPresent(now -> schema(body, now.schema()));
        versions(body, contract);
        contract.current()
                .ifPresent(now -> body.append("<h2>Schema</h2>\n<pre class=\"wide\"><code>")
                        .append(Html.text(now.version().source().text()))
                        .append("</code></pre>\n"));
        return page(contract.name(), body);
    }

    private void schema(StringBuilder body, Schema schema) {
        if (schema.getType() == Schema.Type.ENUM) {
            body.append("<h2>Symbols</h2>\n<ul>\n");
            for (String symbol : schema.getEnumSymbols()) {
                body.append("<li><code>").append(Html.text(symbol)).append("</code>");
                body.append(symbol.equals(schema.getEnumDefault()) ? " (for what a reader does not know)" : "");
                body.append("</li>\n");
            }
            body.append("</ul>\n");
        } else if (schema.getType() == Schema.Type.RECORD) {
            body.append("<h2>Fields</h2>\n<div class=\"wide\"><table>");
            body.append("<tr><th>Name</th><th>Type</th><th>What</th><th>Default</th></tr>\n");
            schema.getFields().forEach(field -> field(body, field));
            body.append("</table></div>\n");
        }
    }

    private void field(StringBuilder body, Schema.Field field) {
        body.append("<tr><td><code>").append(Html.text(field.name())).append("</code></td><td>");
        body.append(Html.text(TypeNames.of(field.schema()))).append("</td><td>");
        body.append(Html.text(field.doc() == null ? "" : field.doc()));
        if (field.getObjectProp("tags") instanceof Collection<?> tags) {
            tags.forEach(tag -> body.append(" <span class=\"tag\">")
                    .append(Html.text(String.valueOf(tag)))
                    .append("</span>"));
        }
        body.append("</td><td>");
        if (field.hasDefaultValue()) {
            Object value = field.defaultVal();
            body.append("<code>")
                    .append(Html.text(value == JsonProperties.NULL_VALUE ? "null" : String.valueOf(value)))
                    .append("</code>");
        }
        body.append("</td></tr>\n");
    }

    private static void versions(StringBuilder body, Contract contract) {
        body.append("<h2>Versions</h2>\n<ul>\n");
        for (ContractVersion version : contract.versions()) {
            boolean released =
                    contract.releases().stream().map(Release::version).anyMatch(version::equals);
            body.append("<li>v").append(version.number()).append(released ? ", released" : ", not released yet");
            body.append("</li>\n");
        }
        body.append("</ul>\n");
    }

    private static String doc(Schema schema) {
        return schema.getDoc() == null ? "" : schema.getDoc();
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "nobody" : Html.text(String.join(", ", names));
    }

    private static String page(String title, StringBuilder body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<title>" + Html.text(title) + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n" + body
                + "</body></html>\n";
    }
}
