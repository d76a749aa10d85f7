package dev.avenant.registry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.time.LocalTime;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * What a registry that runs as a process logs, on stderr. Written in Java and not in a {@code logback.xml}: reading XML
 * and patterns takes a third of the start, and a library must not bring a configuration to the programs that embed it.
 */
final class ProcessLogging {

    private static final String OWN_FILE = "logback.configurationFile";
    private static final int NAME_LENGTH = 28;
    private static final int TIME_LENGTH = "HH:mm:ss.SSS".length();
    private static final int LEVEL_LENGTH = 5;

    private ProcessLogging() {}

    /** Takes effect unless the system property {@value #OWN_FILE} names a configuration. */
    static void begin() {
        if (System.getProperty(OWN_FILE) != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(new Lines());
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        context.getLogger("dev.avenant").setLevel(Level.INFO);
    }

    /** Time, level, the end of the logger's name, message. */
    private static final class Lines extends LayoutBase<ILoggingEvent> {

        @Override
        public String doLayout(ILoggingEvent event) {
            StringBuilder line = new StringBuilder();
            LocalTime time = LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault());
            fill(line.append(time), TIME_LENGTH);
            fill(line.append(' ').append(event.getLevel()), TIME_LENGTH + 1 + LEVEL_LENGTH);
            String name = event.getLoggerName();
            line.append(' ').append(name.substring(Math.max(0, name.length() - NAME_LENGTH)));
            line.append(' ').append(event.getFormattedMessage()).append('\n');
            IThrowableProxy thrown = event.getThrowableProxy();
            return thrown == null
                    ? line.toString()
                    : line.append(ThrowableProxyUtil.asString(thrown)).toString();
        }

        private static void fill(StringBuilder line, int length) {
            while (line.length() < length) {
                line.append(' ');
            }
            line.setLength(length);
        }
    }
}
