package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.MessagingProperties.RetrySettings;
import dev.avenant.messaging.MessagingProperties.SubscriptionSettings;
import dev.avenant.messaging.RetryOverrides;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.api.DeadLetterTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the failures of each subscription are tried again: its own word over the common one, and the settings over both. */
public final class RetryPolicies {

    private final RetrySettings common;
    private final Map<String, RetrySettings> byTopic;

    private RetryPolicies(RetrySettings common, Map<String, RetrySettings> byTopic) {
        this.common = common;
        this.byTopic = Map.copyOf(byTopic);
    }

    /**
     * The policies that the settings ask for.
     *
     * @throws IllegalArgumentException if a setting is out of its range, or is for a topic without a subscription
     */
    public static RetryPolicies of(MessagingProperties properties, List<Subscription> subscriptions) {
        List<String> topics = subscriptions.stream().map(Subscription::topic).toList();
        for (String topic : properties.subscriptions().keySet()) {
            if (!topics.contains(topic)) {
                throw new IllegalArgumentException("avenant.messaging.subscriptions." + topic
                        + ": expected the topic of a Subscription bean, " + topics + ", but found " + topic);
            }
        }
        Map<String, RetrySettings> byTopic = new HashMap<>();
        for (Subscription subscription : subscriptions) {
            RetrySettings settings = settings(properties, subscription);
            byTopic.put(subscription.topic(), settings);
            byTopic.put(
                    DeadLetterTopic.of(subscription.topic(), properties.groupId())
                            .replayTopic(),
                    settings);
        }
        return new RetryPolicies(properties.retry(), byTopic);
    }

    private static RetrySettings settings(MessagingProperties properties, Subscription subscription) {
        SubscriptionSettings ofTheSettings = properties.subscriptions().get(subscription.topic());
        RetryOverrides last =
                ofTheSettings == null || ofTheSettings.retry() == null ? RetryOverrides.NONE : ofTheSettings.retry();
        try {
            return last.over(subscription.retry().over(properties.retry()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "The retries of the subscription to " + subscription.topic() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Those for records that are read from that topic, which may be the replay topic of a subscription. */
    public RetrySettings of(String topic) {
        return byTopic.getOrDefault(topic, common);
    }
}
