package dev.avenant.serde.subject;

/**
 * The subject that the registry associates with the topic, or that of the topic's name when it associates none. The
 * serde asks the registry once for each topic.
 */
public class AssociatedNameStrategy extends TopicNameStrategy {}
