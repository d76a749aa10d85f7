package dev.avenant.messaging.autoconfigure;

import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.outbox.OutboxConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The {@link dev.avenant.messaging.Outbox}, and the relay that empties it. */
@AutoConfiguration(after = {MessagingAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@ConditionalOnBean({EventCodec.class, JdbcTemplate.class})
@Import(OutboxConfiguration.class)
public final class OutboxAutoConfiguration {}
