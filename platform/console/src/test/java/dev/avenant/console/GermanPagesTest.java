package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.report.AddressedSchema;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is found, planned and refused is said in German on German pages; what is quoted stays as it is. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"avenant.console.bootstrap-servers=localhost:1", "avenant.console.timeout=1s"})
class GermanPagesTest {

    private static final ShopRegistry shop = ShopRegistry.open();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", shop::url);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void saysWhatTheComparisonOfTwoVersionsFound() {
        assertThat(german("/subjects/orders-shop.Order/diff?from=1&to=2").main())
                .isEqualTo("Subjects › orders-shop.Order Order v1 → v2"
                        + " Wen es betrifft, und der Weg dorthin Was sich geändert hat neu /shop string"
                        + " neu /state Symbol SENT erweitert /items/[]/count int → long"
                        + " Was jede Stufe sagt Stufe Urteil"
                        + " BACKWARD die Stufe dieses Subjects BREAKS FORWARD BREAKS FULL BREAKS"
                        + " Was gefunden wurde"
                        + " Rückwärts BREAKS Das neuere Schema liest, was mit dem älteren geschrieben wurde."
                        + " /shop Der Leser braucht shop.Order.shop, das der Schreiber nicht hat, und das Feld hat"
                        + " keinen Vorgabewert. field-without-default"
                        + " Geschrieben {\"buyer\": null, \"total\": {\"value\": \"\\u0001\", \"currency\": \"\"},"
                        + " \"state\": \"NEW\", \"items\": []}"
                        + " Lesen scheitert AvroTypeException: Found shop.Order, expecting shop.Order, missing required"
                        + " field shop"
                        + " Vorwärts BREAKS Das ältere Schema liest, was mit dem neueren geschrieben wird."
                        + " /state Der Schreiber von shop.State hat SENT; der Leser kennt das nicht, und sein Enum hat"
                        + " keinen Vorgabewert. enum-symbol-unknown Geschrieben {\"state\": \"SENT\", …}"
                        + " Lesen scheitert AvroTypeException: No match for SENT"
                        + " Was zu tun ist: Schreibe ein neues Symbol erst, wenn jeder Leser es kennt."
                        + " /items/[]/count Geschrieben wurde long, erwartet wird int; das kann Avro daraus nicht"
                        + " lesen. type-changed Geschrieben {\"items\": [{\"count\": 1, …}], …}"
                        + " Lesen scheitert AvroTypeException: Found long, expecting int");
    }

    @Test
    void saysWhatStandsInTheWayOfAPlan() {
        assertThat(german("/changes/orders-shop.Order/proposed?schema="
                                + AddressedSchema.encode("{\"type\": \"array\", \"items\": \"string\"}"))
                        .main())
                .contains("Unter der Stufe des Subjects ist es nicht zu erreichen: gegenüber v2, /: Geschrieben wurde"
                        + " shop.Order, erwartet wird ein Array von string; das kann Avro daraus nicht lesen.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'recrd'} | Zeile 1, Spalte 10: erwartet wird ein primitiver Typ, record, enum, fixed, array oder map in 'type', gefunden wurde 'recrd'. Schreibe von einem anderen Typ nur den Namen.",
                "{'type': 'array'} | Zeile 1, Spalte 1: 'items' wird in einem Array erwartet, aber es fehlt. Füge 'items' hinzu.",
                "[                 | Zeile 1, Spalte 2: erwartet wird JSON, aber der Parser sagt: Unexpected end-of-input: expected close marker for Array. Berichtige das JSON an dieser Stelle.",
                "'shop.None'       | Zeile 1, Spalte 1: erwartet wird ein Typ, den es gibt, aber shop.None definiert niemand. Berichtige den Namen, oder füge den Typ hinzu.",
            })
    void saysWhyATextIsNoSchema(String schema, String said) {
        Page page = german(
                "/changes/orders-shop.Order/proposed?schema=" + AddressedSchema.encode(schema.replace('\'', '"')));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.main())
                .isEqualTo("Übersicht Ein Schema, das nicht verglichen werden kann " + said.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"/", "/search?q=1", "/contracts", "/contracts/lineage"})
    void saysWhoDidNotAnswer(String path) {
        assertThat(german(path).main())
                .contains("Kafka unter localhost:1 antwortete nicht: innerhalb von 1000 ms kam nichts")
                .doesNotContain("did not answer");
    }

    @Test
    void saysOnAPageOfProblemsWhoDidNotAnswer() {
        Page page = german("/topics/orders");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.main())
                .isEqualTo(
                        "Übersicht Zurzeit nicht da Kafka unter localhost:1 antwortete nicht: innerhalb von 1000 ms kam"
                                + " nichts. Die Seite neu laden, wenn das wieder geht.");
    }

    @Test
    void goesOnInEnglishInAnswersToPrograms() {
        assertThat(answer("/subjects/orders-shop.Order/diff?from=1&to=2"))
                .contains(
                        "The reader needs shop.Order.shop, which the writer does not have, and the field has no default.")
                .doesNotContain("Der Leser");
        assertThat(answer("/overview")).contains("Kafka at localhost:1 did not answer: nothing came within 1000 ms");
    }

    private String answer(String path) {
        return Visitor.of(port)
                .at("/api/v1" + path, Map.of("Accept", "application/json", "Accept-Language", "de"))
                .page()
                .html();
    }

    private Page german(String path) {
        return Page.in(port, path, "de");
    }
}
