package dev.avenant.messaging.internal.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of records that a service skips: said once of each, and few enough to be counted apart. */
final class SkippedTypes {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedTypes.class);
    private static final int KNOWN_APART = 100;
    private static final String WITHOUT_VALUE = "none";
    private static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * The name under which a skipped record is counted.
     *
     * @param type what the record says that it is, or its schema; null when it has no value
     */
    String nameOf(String topic, @Nullable String type) {
        String place = topic + " " + type;
        if (!known.contains(place)) {
            if (known.size() >= KNOWN_APART) {
                return OTHER;
            }
            if (known.add(place)) {
                say(topic, type);
            }
        }
        return type == null ? WITHOUT_VALUE : type;
    }

    private static void say(String topic, @Nullable String type) {
        if (type == null) {
            LOG.atInfo().addKeyValue("topic", topic).log("Records without a value are skipped");
        } else {
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue("type", type)
                    .log("Events of this type are skipped: the subscription has no handler for it");
        }
    }
}
