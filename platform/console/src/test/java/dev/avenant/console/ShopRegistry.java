package dev.avenant.console;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A registry in memory with the schemas of a shop, some of which mean harm. */
final class ShopRegistry implements AutoCloseable {

    /** A name that no address has as it is. */
    static final String AWKWARD_NAME = "a/b;c%d\\e?f#g h";

    /** A name that shows something else than it says where its character that turns the writing is obeyed. */
    static final String TURNING_NAME = "txt.\u202eexe";

    private static final List<SchemaReference> MONEY = List.of(new SchemaReference("shop.Money", "shop.Money", 1));

    private final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    private ShopRegistry() {}

    static ShopRegistry open() {
        ShopRegistry shop = new ShopRegistry();
        RegistryClient client = new HttpRegistryClient(shop.url(), Duration.ofSeconds(10));
        client.register("shop.Money", SchemaDefinition.of("""
                        {"type":"record","name":"Money","namespace":"shop","doc":"An amount.","fields":[
                          {"name":"value","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2},"doc":"How much."},
                          {"name":"currency","type":"string","doc":"ISO 4217."}]}"""), false);
        client.register("orders-shop.Order", new SchemaDefinition("""
                        {"type":"record","name":"Order","namespace":"shop","doc":"Somebody ordered.","fields":[
                          {"name":"buyer","type":["null","string"],"default":null,"doc":"Who pays.","tags":["PII"]},
                          {"name":"total","type":"shop.Money","doc":"What it comes to."},
                          {"name":"state","type":{"type":"enum","name":"State","symbols":["NEW","PAID"]}},
                          {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[
                            {"name":"article","type":"string","doc":"What was bought."},
                            {"name":"count","type":"int"}]}}}]}""", MONEY), false);
        client.setLevel("orders-shop.Order", CompatibilityLevel.NONE);
        client.register("orders-shop.Order", new SchemaDefinition("""
                        {"type":"record","name":"Order","namespace":"shop","doc":"Somebody ordered.","fields":[
                          {"name":"buyer","type":["null","string"],"default":null,"doc":"Who pays.","tags":["PII"]},
                          {"name":"total","type":"shop.Money","doc":"What it comes to."},
                          {"name":"state","type":{"type":"enum","name":"State","symbols":["NEW","PAID","SENT"]}},
                          {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[
                            {"name":"article","type":"string","doc":"What was bought."},
                            {"name":"count","type":"long"}]}}},
                          {"name":"shop","type":"string","doc":"Where."}]}""", MONEY), false);
        client.setLevel("orders-shop.Order", CompatibilityLevel.BACKWARD);
        String harmless = "{\"type\":\"record\",\"name\":\"Named\",\"doc\":\"%s\",\"fields\":[]}";
        client.register(AWKWARD_NAME, SchemaDefinition.of(harmless.formatted("<script>alert(1)</script>")), false);
        client.register(TURNING_NAME, SchemaDefinition.of(harmless.formatted("ends with \u202egpj.exe")), false);
        return shop;
    }

    URI url() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
    }
}
