package dev.avenant.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.avenant.contracts.docs.ContractDocs;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.report.JunitReport;
import dev.avenant.contracts.report.SarifReport;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Category;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Checks what is written for other programs against the schemas that the owners of the formats publish. */
@Tag("fast")
class OfficialSchemasTest {
    private static final String HOSTILE = "]]> </failure><!-- -- --> <b>&amp;\\u0000\\u001b[31m \\ud800 \u202e \uFFFE"
            + " ::error::%0A 中文 \ud83d\ude80 \\\"'{{}}";

    static Stream<Named<Shop>> shops() {
        return Stream.of(
                Named.of("one with nothing to say", new Shop()),
                Named.of("one with a key", Shop.withKey()),
                Named.of("one with findings of every category", everythingWrong()),
                Named.of("one with hostile texts", hostile()),
                Named.of(
                        "one without any schema",
                        new Shop().with("contracts.yaml", "").without("contracts.lock")));
    }

    private static Shop everythingWrong() {
        return Shop.withKey()
                .withNewKey("The shop.", "Which shop.")
                .withNewMoney("\"scale\": 2", "\"scale\": 3")
                .with("orders/Placed/v2.avsc", """
                    {
                      "type": "record", "name": "Placed", "namespace": "shop.orders", "doc": "An order was placed.",
                      "fields": [
                        {"name": "orderId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The key."},
                        {"name": "lines", "type": "string", "doc": "How many lines it has."},
                        {"name": "class", "type": ["string", "null"], "doc": "A word of Java."},
                        {"name": "price", "type": "shop.types.Money", "doc": "What it costs."}
                      ]
                    }
                    """)
                .withContracts("""
                    waivers:
                      - { rule: field-without-default, path: orders/Placed/class, reason: none old, owner: shop, expires: 2026-12-31 }
                      - { rule: type-changed, path: orders/Placed/lines, reason: was fine, owner: shop, expires: 2026-01-01 }
                      - { rule: type-changed, path: orders/Gone, reason: was fine, owner: shop, expires: 2026-12-31 }
                    """);
    }

    private static Shop hostile() {
        return Shop.withKey()
                .withNewPlaced("How many lines it has.", HOSTILE)
                .withNewKey("The shop.", HOSTILE)
                .withContracts("""
                    waivers:
                      - { rule: "a]]>b", path: "<&\\u0001%>", reason: "]]>\uD83D\uDE80", owner: "\\u2028", expires: 2026-01-01 }
                      - { rule: key-schema-changed, path: "*", reason: "]]>\\u0007<x>", owner: "|@all", expires: 2026-12-31 }
                    """);
    }

    @Test
    void looksAtFindingsOfEveryCategoryThatIsReported() {
        assertThat(everythingWrong().check().findings())
                .extracting(GateFinding::category)
                .contains(Category.WIRE, Category.SEMANTIC, Category.JAVA, Category.KEY);
        assertThat(everythingWrong().check().waived()).isPositive();
        assertThat(hostile().check().waived()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("shops")
    void writesSarif(Shop shop) {
        Schema schema = json("/schema/sarif-schema-2.1.0.json");

        assertThat(schema.validate(SarifReport.of(shop.check()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{\"version\": \"2.1.0\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("shops")
    void writesJunitXml(Shop shop) throws Exception {
        javax.xml.validation.Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(OfficialSchemasTest.class.getResource("/official/surefire-test-report.xsd"));
        String xml = JunitReport.of(shop.check());

        schema.newValidator().validate(new StreamSource(new StringReader(xml)));

        assertThatThrownBy(() -> schema.newValidator()
                        .validate(new StreamSource(new StringReader(xml.replace(" tests=", " test=")))))
                .isInstanceOf(SAXException.class);
    }

    @ParameterizedTest
    @MethodSource("shops")
    void writesAsyncApi(Shop shop) {
        assertIsAsyncApi(asyncApi(shop.tree()));
    }

    @Test
    void writesAsyncApiOfThisRepository() {
        assertIsAsyncApi(asyncApi(ContractTree.load(ContractFiles.folder(Path.of("../../schemas")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "int", "long", "float", "double", "boolean", "string"})
    void writesAsyncApiOfEveryPlainKey(String type) {
        assertIsAsyncApi(asyncApi(new Shop()
                .withDeclaredKey("{ type: " + type + ", meaning: it }")
                .tree()));
    }

    private static void assertIsAsyncApi(String document) {
        Schema schema = json("/official/asyncapi-3.0.0.json");

        assertThat(schema.validate(document, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(document.replace("\"3.0.0\"", "\"2.0.0\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static String asyncApi(ContractTree tree) {
        return Objects.requireNonNull(ContractDocs.files(tree).get("asyncapi.json"));
    }

    private static Schema json(String resource) {
        InputStream text = Objects.requireNonNull(OfficialSchemasTest.class.getResourceAsStream(resource));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text);
    }
}
