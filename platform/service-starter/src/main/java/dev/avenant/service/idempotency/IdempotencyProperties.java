package dev.avenant.service.idempotency;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The settings under {@code avenant.service.idempotency}.
 *
 * @param retention how long an answer is kept
 * @param except addresses at which {@code Idempotency-Key} means nothing, such as {@code /api/auth/**}: those whose
 *     answers must not be stored
 */
@ConfigurationProperties("avenant.service.idempotency")
record IdempotencyProperties(
        @DefaultValue("24h") Duration retention,
        @DefaultValue List<String> except) {

    IdempotencyProperties {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "Expected more than nothing for avenant.service.idempotency.retention but found " + retention);
        }
    }

    List<PathPattern> exceptions() {
        return except.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }
}
