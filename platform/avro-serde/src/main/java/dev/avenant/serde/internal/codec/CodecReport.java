package dev.avenant.serde.internal.codec;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which code reads and writes the records of a class: once in the log, and counted in JMX. */
final class CodecReport implements CodecsMXBean {

    static final CodecReport INSTANCE = registered();

    private static final Logger LOG = LoggerFactory.getLogger(CodecReport.class);

    private final LongAdder compiled = new LongAdder();
    private final LongAdder general = new LongAdder();
    private final LongAdder compiledForGeneric = new LongAdder();
    /** What was said, as long as the class is there. */
    private final Map<Class<?>, Set<String>> said = Collections.synchronizedMap(new WeakHashMap<>());

    private CodecReport() {}

    private static CodecReport registered() {
        CodecReport report = new CodecReport();
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(report, new ObjectName("dev.avenant.serde:type=Codecs"));
        } catch (JMException | SecurityException taken) {
            // By the serde of another class loader, or not allowed: the log says it all the same.
            LoggerFactory.getLogger(CodecReport.class).debug("The codecs are not shown in JMX", taken);
        }
        return report;
    }

    void saysCompiled(Class<?> type, String what) {
        if (isNew(type, what)) {
            compiled.increment();
            LOG.info("Code made for {} {}s its records", type.getName(), what);
        }
    }

    void saysGeneral(Class<?> type, String what, String why) {
        if (isNew(type, what)) {
            general.increment();
            LOG.warn("General code {}s records of {}, not code made for the class: {}", what, type.getName(), why);
        }
    }

    /** Of the generic records of a schema; said each time, since it is made once for each writer of them. */
    void saysCompiled(Schema schema) {
        compiledForGeneric.increment();
        LOG.info("Code made for the schema writes generic records of {}", schema.getFullName());
    }

    void saysGeneral(Schema schema, String why) {
        LOG.warn(
                "General code writes generic records of {}, not code made for the schema: {}",
                schema.getFullName(),
                why);
    }

    private boolean isNew(Class<?> type, String what) {
        return said.computeIfAbsent(type, unsaid -> ConcurrentHashMap.newKeySet())
                .add(what);
    }

    @Override
    public long getCompiled() {
        return compiled.sum();
    }

    @Override
    public long getGeneral() {
        return general.sum();
    }

    @Override
    public long getCompiledForGenericRecords() {
        return compiledForGeneric.sum();
    }
}
