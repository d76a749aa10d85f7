package dev.avenant.console.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Where the pages of topics and groups are. */
final class TopicAddress {

    private TopicAddress() {}

    /** The page of the dead letters of a topic. */
    static String ofLetters(String topic) {
        return "/dead-letters/" + UriUtils.encode(topic, StandardCharsets.UTF_8);
    }

    /** The page of a topic. */
    static String of(String topic) {
        return "/topics/" + UriUtils.encode(topic, StandardCharsets.UTF_8);
    }

    /** The page of a consumer group. */
    static String ofGroup(String group) {
        return "/groups/" + UriUtils.encode(group, StandardCharsets.UTF_8);
    }
}
