package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.events.EventReader;
import dev.avenant.console.events.EventValues;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.produce.EventProduction;
import dev.avenant.console.topics.TopicContracts;
import dev.avenant.console.topics.TopicDetails;
import dev.avenant.console.topics.Topics;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.TopicNames;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.topics.TopicState;
import dev.avenant.text.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of topics: their list, one of them with its records, and one record. */
@Controller
class TopicController {

    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_VALUE = 100_000;

    private static final EventSearch.Found NOTHING =
            new EventSearch.Found(List.of(), 0, 0, null, EventSearch.End.WHOLE, null, new TreeMap<>());

    private final Topics topics;
    private final TopicDetails details;
    private final TopicContracts contracts;
    private final EventReader reader;
    private final EventValues values;
    private final EventProduction production;

    TopicController(
            Topics topics,
            TopicDetails details,
            TopicContracts contracts,
            EventReader reader,
            EventValues values,
            EventProduction production) {
        this.topics = topics;
        this.details = details;
        this.contracts = contracts;
        this.reader = reader;
        this.values = values;
        this.production = production;
    }

    @GetMapping("/topics")
    String list(Model model) {
        model.addAttribute("topics", topics.all());
        return "topics";
    }

    @GetMapping("/topics/{topic}")
    String page(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        EventForm form = new EventForm(parameters);
        EventQuery query = EventQuery.NEWEST;
        EventSearch.Found events = NOTHING;
        Sentence refused = null;
        try {
            query = form.query();
        } catch (OperationException unusable) {
            refused = Messages.of(unusable);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        requireTopic(topic);
        TopicState found = details.of(topic);
        try {
            events = refused == null ? reader.search(topic, query, EventReader.PAGE) : NOTHING;
        } catch (KafkaAwayException | AccessRefusedException | OperationException unread) {
            model.addAttribute("unread", Messages.of(unread));
        }
        model.addAttribute("writable", production.isWritable(topic));
        model.addAttribute("refused", refused);
        model.addAttribute("base", request.getContextPath());
        Map<String, GroupLink> groups = new TreeMap<>();
        found.groups().forEach((group, lag) -> groups.put(group, new GroupLink(group, lag)));
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.of(topic));
        model.addAttribute("letters", TopicNames.isOfDeadLetters(topic) ? TopicAddress.ofLetters(topic) : null);
        model.addAttribute("details", found);
        model.addAttribute("groups", groups.values());
        model.addAttribute("comparison", contracts.of(topic, found, LocaleContextHolder.getLocale()));
        model.addAttribute("form", form);
        model.addAttribute("query", query);
        model.addAttribute("found", events);
        model.addAttribute("paging", RecordPaging.of(TopicAddress.of(topic), form, query, events));
        model.addAttribute(
                "events",
                values.lines(events.records(), LONGEST_LINE).stream()
                        .map(event -> new EventRow(topic, event))
                        .toList());
        return "topic";
    }

    /**
     * A group that reads a topic.
     *
     * @param lag how many records of it the group has yet to read
     */
    record GroupLink(String name, long lag) {
        public String address() {
            return TopicAddress.ofGroup(name);
        }
    }

    @GetMapping("/topics/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}")
    String event(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset, Model model) {
        requireTopic(topic);
        ConsumerRecord<byte[], byte[]> record = reader.at(topic, partition, offset)
                .orElseThrow(() -> new NothingHereException("problem.no-record", topic, partition + ":" + offset));
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.of(topic));
        model.addAttribute("event", new EventRow(topic, values.whole(record, LONGEST_VALUE)));
        return "event";
    }

    private void requireTopic(String topic) {
        if (!details.isThere(topic)) {
            throw new NothingHereException("problem.no-topic", topic);
        }
    }
}
