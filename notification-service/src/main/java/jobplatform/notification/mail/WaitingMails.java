package jobplatform.notification.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many e-mails wait and for how long, as metrics and in the service's health: down while the mail server takes
 * nothing. E-mails whose recipient no event has told of yet do not count.
 */
@Component("mails")
class WaitingMails implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingMails.class);

    private static final String LOOK = """
            select count(*) as waiting,
                   coalesce(extract(epoch from now() - min(m.created_at)), 0)::double precision as age_seconds
            from mails m join recipients r on r.user_id = m.user_id
            where m.state = 'WAITING'
            """;

    private final JdbcClient database;
    private final MailDispatcher dispatcher;
    private volatile Figures figures = new Figures(0, 0);

    WaitingMails(JdbcClient database, MailDispatcher dispatcher, MeterRegistry meters) {
        this.database = database;
        this.dispatcher = dispatcher;
        Gauge.builder("jobplatform.mails.waiting", this, waiting -> waiting.figures.waiting())
                .description("E-mails that wait to be sent")
                .register(meters);
        Gauge.builder("jobplatform.mails.waiting.age", this, waiting -> waiting.figures.ageSeconds())
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        try {
            figures = database.sql(LOOK).query(Figures.class).single();
        } catch (DataAccessException away) {
            LOG.debug("The figures stay as they are, since the database does not answer", away);
        }
    }

    @Override
    public Health health() {
        String problem = dispatcher.serverProblem();
        Health.Builder health = problem == null ? Health.up() : Health.down().withDetail("mailServer", problem);
        return health.withDetail("waiting", figures.waiting()).build();
    }

    private record Figures(long waiting, double ageSeconds) {}
}
