package dev.avenant.contracts.docs;

import java.util.List;

/**
 * What {@code index.html} shows.
 *
 * @param eventCount how many, with the noun
 * @param topicCount how many, with the noun
 */
record IndexPage(String title, String eventCount, String topicCount, List<Topic> topics, ContractTable types) {
    IndexPage {
        topics = List.copyOf(topics);
    }

    record Topic(
            String name,
            String description,
            Key key,
            String partitions,
            String retention,
            String compatibility,
            String owner,
            String producers,
            ContractTable events) {}

    /**
     * What the records of a topic are keyed by.
     *
     * @param meaning may be empty
     * @param page the page of its schema; empty for a plain type
     */
    record Key(String meaning, String page, String type) {}

    /** @param usersTitle the head of the column that says who reads or uses the contract */
    record ContractTable(String usersTitle, List<ContractRow> contracts) {
        ContractTable {
            contracts = List.copyOf(contracts);
        }
    }

    record ContractRow(String page, String name, String doc, int version, String users) {}
}
