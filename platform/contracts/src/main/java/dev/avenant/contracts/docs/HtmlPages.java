package dev.avenant.contracts.docs;

import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.docs.IndexPage.ContractRow;
import dev.avenant.contracts.docs.IndexPage.ContractTable;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.text.Counted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Collects what the HTML pages show: one with all topics, and one for each event, key and shared type. */
final class HtmlPages {
    private final ContractTree tree;
    private final HtmlTemplates templates = new HtmlTemplates();

    HtmlPages(ContractTree tree) {
        this.tree = tree;
    }

    /** The path of a contract's page below the output folder. */
    static String pageOf(Contract contract) {
        return contract.folder() + ".html";
    }

    String index() {
        List<TopicContract> topics = List.copyOf(tree.config().topics().values());
        return templates.render(new IndexPage(
                "Events",
                Counted.of(tree.events().size(), "event"),
                Counted.of(topics.size(), "topic"),
                topics.stream().map(this::topic).toList(),
                table("Used by", tree.types())));
    }

    private IndexPage.Topic topic(TopicContract topic) {
        return new IndexPage.Topic(
                topic.name(),
                topic.description(),
                key(topic),
                Counted.of(topic.partitions(), "partition"),
                topic.retention().map(HtmlPages::time).orElse("forever"),
                topic.compatibility().name(),
                topic.owner(),
                names(topic.producers()),
                table("Read by", tree.eventsOn(topic)));
    }

    private IndexPage.Key key(TopicContract topic) {
        return tree.keyOf(topic)
                .map(key -> new IndexPage.Key(topic.key().meaning(), pageOf(key), key.name()))
                .orElseGet(() ->
                        new IndexPage.Key(topic.key().meaning(), "", topic.key().type()));
    }

    private static String time(Duration time) {
        return time.toDays() > 0 && time.toHours() % 24 == 0
                ? Counted.of((int) time.toDays(), "day")
                : Counted.of((int) time.toHours(), "hour");
    }

    private ContractTable table(String usersTitle, List<Contract> contracts) {
        return new ContractTable(usersTitle, contracts.stream().map(this::row).toList());
    }

    private ContractRow row(Contract contract) {
        return new ContractRow(
                pageOf(contract),
                contract.name(),
                contract.current().map(current -> doc(current.schema())).orElse(""),
                contract.newest().number(),
                names(users(contract)));
    }

    String contract(Contract contract) {
        return templates.render(new ContractPage(
                contract.name(),
                contract.fullName(),
                contract.subject(),
                contract.isType(),
                contract.isKey(),
                names(users(contract)),
                contract.topic()
                        .map(topic -> new ContractPage.Topic(topic.name(), names(topic.producers())))
                        .orElse(null),
                contract.current().map(HtmlPages::current).orElse(null),
                contract.versions().stream()
                        .map(version -> new ContractPage.Version(
                                version.number(),
                                contract.releases().stream()
                                        .map(Release::version)
                                        .anyMatch(version::equals)))
                        .toList()));
    }

    private static ContractPage.Current current(Release current) {
        return ContractPage.Current.of(
                current.schema(), current.version().source().text());
    }

    /** The services that read an event or a key, or the contracts that use a type. */
    private Collection<String> users(Contract contract) {
        if (contract.isEvent()) {
            return contract.consumers();
        }
        TreeSet<String> users = new TreeSet<>();
        if (contract.isKey()) {
            contract.topic()
                    .ifPresent(topic -> topic.events().values().forEach(event -> users.addAll(event.consumers())));
            return users;
        }
        tree.all().stream()
                .filter(user -> !user.isType())
                .filter(user -> user.current()
                        .filter(current -> current.types().containsKey(contract.fullName()))
                        .isPresent())
                .forEach(user -> users.add(user.name()));
        return users;
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }

    static String doc(Schema schema) {
        return schema.getDoc() == null ? "" : schema.getDoc();
    }
}
