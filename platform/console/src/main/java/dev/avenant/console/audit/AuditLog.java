package dev.avenant.console.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records each action as one line of the log: a CloudEvent in its JSON format, written by the logger of this class, so that
 * whoever collects logs has them apart from others by its name.
 */
@Component
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock = Clock.systemUTC();

    /**
     * Records an action, or what came of it.
     *
     * @param type what was done, such as {@code dead-letters.replay.started}
     * @param topic with which topic
     * @param actor who did it, as far as the console knows
     * @param details what else there is to say, by names of one word
     */
    public void record(String type, String topic, String actor, Map<String, ?> details) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "/avenant/console");
        event.put("type", "dev.avenant.console." + type);
        event.put("subject", topic);
        event.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("actor", actor);
        details.forEach((name, value) -> data.putPOJO(name, value));
        try {
            LOG.info("{}", JSON.writeValueAsString(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An audit record is always JSON", impossible);
        }
    }
}
