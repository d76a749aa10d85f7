package dev.avenant.contracts;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.LockEntries;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** A small project to break: one topic, an event that a service reads, and a shared type. */
public final class Shop {
    /** The day on which it is checked. */
    public static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

    private static final String CONTRACTS = """
            namespace: shop
            defaults:
              compatibility: FULL_TRANSITIVE
            topics:
              orders:
                owner: shop
                producers: [shop]
                events:
                  Placed:
                    consumers: [bills, parcels]
            types:
              Money: { owner: shop }
            """;

    private static final String MONEY = """
            {
              "type": "record", "name": "Money", "namespace": "shop.types", "doc": "An amount.",
              "fields": [
                {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}, "doc": "How much."}
              ]
            }
            """;

    private static final String PLACED = """
            {
              "type": "record", "name": "Placed", "namespace": "shop.orders", "doc": "An order was placed.",
              "fields": [
                {"name": "orderId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The key."},
                {"name": "lines", "type": "int", "doc": "How many lines it has."},
                {"name": "price", "type": "shop.types.Money", "doc": "What it costs."}
              ]
            }
            """;

    private static final String KEY = """
            {
              "type": "record", "name": "OrderKey", "namespace": "shop.orders", "doc": "What orders are keyed by.",
              "fields": [
                {"name": "shopId", "type": "int", "doc": "The shop."},
                {"name": "orderId", "type": "string", "doc": "The order in it."}
              ]
            }
            """;

    private final Map<String, String> files = new TreeMap<>();

    /** The project with everything released. */
    public Shop() {
        files.put("contracts.yaml", CONTRACTS);
        files.put("orders/Placed/v1.avsc", PLACED);
        files.put("types/Money/v1.avsc", MONEY);
        release();
    }

    /** The same, of which the orders are keyed by a schema of their own. */
    public static Shop withKey() {
        Shop shop = new Shop();
        shop.files.remove("contracts.lock");
        shop.files.put(
                "contracts.yaml",
                CONTRACTS.replace("    producers:", "    key: { type: OrderKey, meaning: order id }\n    producers:"));
        return shop.with("orders/OrderKey/v1.avsc", KEY).release();
    }

    /** Begins the next version of the key with an edit. */
    public Shop withNewKey(String from, String to) {
        return with("orders/OrderKey/v2.avsc", KEY.replace(from, to));
    }

    /** Writes the topic's key otherwise. */
    public Shop withDeclaredKey(String yaml) {
        String contracts = files.getOrDefault("contracts.yaml", "").replaceAll(" +key: .*\n", "");
        return with("contracts.yaml", contracts.replace("    producers:", "    key: " + yaml + "\n    producers:"));
    }

    /** Puts a file in place. */
    public Shop with(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** The text of a file. */
    public String text(String path) {
        return files.getOrDefault(path, "");
    }

    /** Takes a file away. */
    public Shop without(String path) {
        files.remove(path);
        return this;
    }

    /** Adds lines to {@code contracts.yaml}. */
    public Shop withContracts(String lines) {
        files.put("contracts.yaml", files.get("contracts.yaml") + lines);
        return this;
    }

    /** Adds lines to the defaults of {@code contracts.yaml}. */
    public Shop withDefaults(String lines) {
        return withEdited("topics:\n", lines + "topics:\n");
    }

    /** Edits {@code contracts.yaml}. */
    public Shop withEdited(String from, String to) {
        return with("contracts.yaml", files.getOrDefault("contracts.yaml", "").replace(from, to));
    }

    /** Begins the next version of the event with an edit. */
    public Shop withNewPlaced(String from, String to) {
        return with("orders/Placed/v2.avsc", PLACED.replace(from, to));
    }

    /** Begins the next version of the type with an edit. */
    public Shop withNewMoney(String from, String to) {
        return with("types/Money/v2.avsc", MONEY.replace(from, to));
    }

    /** Writes what is current to the lock. */
    public Shop release() {
        String lock = files.getOrDefault("contracts.lock", "");
        files.put("contracts.lock", ContractLock.append(lock, LockEntries.lines(tree())));
        return this;
    }

    /** The project as it stands. */
    public ContractTree tree() {
        return ContractTree.load(files());
    }

    /** Its files. */
    public ContractFiles files() {
        return ContractFiles.of(files);
    }

    /** What the gate says of it. */
    public GateReport check() {
        return Gate.check(tree(), Baseline.released(), TODAY);
    }
}
