package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.ObjectName;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of the code that runs, in the log and in JMX; of classes that no other test has anything to do with. */
@Tag("fast")
class CodecReportTest {

    private static final class Compiled {}

    private static final class General {}

    private final Logger log = (Logger) LoggerFactory.getLogger(CodecReport.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = log.getLevel();
        log.setLevel(Level.INFO);
        appender.start();
        log.addAppender(appender);
    }

    @AfterEach
    void stop() {
        log.detachAppender(appender);
        log.setLevel(before);
    }

    private List<String> saidOf(String name) {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(line -> line.contains(name))
                .toList();
    }

    private static long shown(String attribute) throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("dev.avenant.serde:type=Codecs"), attribute);
    }

    @Test
    void tellsOnceForAClassWhichCodeReadsAndWhichWritesIt() throws Exception {
        long compiled = CodecReport.INSTANCE.getCompiled();
        long general = CodecReport.INSTANCE.getGeneral();

        for (int i = 0; i < 2; i++) {
            CodecReport.INSTANCE.saysCompiled(Compiled.class, "read");
            CodecReport.INSTANCE.saysCompiled(Compiled.class, "write");
            CodecReport.INSTANCE.saysGeneral(General.class, "read", "it is too large");
        }

        assertThat(saidOf("CodecReportTest"))
                .containsExactly(
                        "INFO Code made for " + Compiled.class.getName() + " reads its records",
                        "INFO Code made for " + Compiled.class.getName() + " writes its records",
                        "WARN General code reads records of " + General.class.getName()
                                + ", not code made for the class: it is too large");
        // Other tests count meanwhile.
        assertThat(shown("Compiled")).isGreaterThanOrEqualTo(compiled + 2);
        assertThat(shown("General")).isGreaterThan(general);
    }

    @Test
    void tellsForASchemaWhichCodeWritesItsGenericRecords() throws Exception {
        Schema schema = SchemaBuilder.record("OfTheReport").fields().endRecord();
        long compiled = CodecReport.INSTANCE.getCompiledForGenericRecords();

        CodecReport.INSTANCE.saysCompiled(schema);
        CodecReport.INSTANCE.saysGeneral(schema, "it is too large");

        assertThat(saidOf("OfTheReport"))
                .containsExactly(
                        "INFO Code made for the schema writes generic records of OfTheReport",
                        "WARN General code writes generic records of OfTheReport, not code made for the schema: it is"
                                + " too large");
        assertThat(shown("CompiledForGenericRecords")).isGreaterThan(compiled);
    }
}
