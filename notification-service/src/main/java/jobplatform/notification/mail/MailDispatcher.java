package jobplatform.notification.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Hands the e-mails that wait to the mail server, one after the other. An attempt is committed before the server hears of
 * it, and its end after the server has answered; see {@link Attempts} for what a crash in between leaves.
 *
 * <p>While the mail server is away, e-mails wait as they are, and one of them tries every few seconds. While the database
 * is away nothing is sent.
 */
@Component
class MailDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);

    private final Attempts attempts;
    private final SmtpTransport transport;
    private final MailProperties properties;
    private final Map<Delivery.Outcome, Counter> counters = new EnumMap<>(Delivery.Outcome.class);
    private final Clock clock;

    private Instant pausedUntil = Instant.MIN;
    private boolean isDatabaseAway;
    private volatile @Nullable String serverProblem;
    private volatile boolean isClosing;

    MailDispatcher(
            Attempts attempts, SmtpTransport transport, MailProperties properties, MeterRegistry meters, Clock clock) {
        this.attempts = attempts;
        this.transport = transport;
        this.properties = properties;
        this.clock = clock;
        // All of them from the start: Prometheus sees no increase in what was not there before.
        for (Delivery.Outcome outcome : Delivery.Outcome.values()) {
            String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
            counters.put(outcome, meters.counter("jobplatform.mails", "outcome", name));
        }
    }

    /** Sends what waits, until nothing does that could go out now. */
    @Scheduled(fixedDelayString = "${jobplatform.mail.poll-interval:500ms}")
    void sendAll() {
        try {
            count(Delivery.Outcome.UNKNOWN, attempts.settleAbandoned());
            count(Delivery.Outcome.REFUSED, attempts.giveUp());
            boolean hasSent = true;
            while (hasSent && !isClosing && !clock.instant().isBefore(pausedUntil)) {
                hasSent = sendNext();
            }
            isDatabaseAway = false;
        } catch (RuntimeException failure) {
            if (!isDatabaseAway) {
                LOG.warn("E-mails wait, since the database does not answer", failure);
            }
            isDatabaseAway = true;
        }
    }

    private boolean sendNext() {
        Optional<OutgoingMail> next;
        try {
            next = attempts.begin();
        } catch (UnwritableMailException unwritable) {
            refuse(unwritable);
            return true;
        }
        next.ifPresent(mail -> {
            Delivery delivery = transport.deliver(mail);
            attempts.end(mail.id(), delivery);
            count(delivery.outcome(), 1);
            tell(mail, delivery);
        });
        return next.isPresent();
    }

    /** Nothing that cannot be written keeps others from being sent. */
    private void refuse(UnwritableMailException unwritable) {
        String problem = String.valueOf(unwritable.getMessage());
        attempts.refuse(unwritable.id(), problem);
        count(Delivery.Outcome.REFUSED, 1);
        LOG.warn("The e-mail {} is refused: {}", unwritable.id(), problem);
    }

    private void tell(OutgoingMail mail, Delivery delivery) {
        if (delivery.outcome() == Delivery.Outcome.SERVER_AWAY) {
            pausedUntil = clock.instant().plus(properties.pauseWhenAway());
            if (serverProblem == null) {
                LOG.warn("E-mails wait, since the mail server takes none: {}", words(mail, delivery));
            }
            serverProblem = delivery.problem();
            return;
        }
        if (serverProblem != null) {
            LOG.info("The mail server takes e-mails again");
            serverProblem = null;
        }
        if (delivery.outcome() != Delivery.Outcome.SENT) {
            LOG.warn(
                    "The e-mail {} ended as {}: {}",
                    mail.id(),
                    delivery.outcome().name().toLowerCase(Locale.ROOT),
                    words(mail, delivery));
        }
    }

    private static String words(OutgoingMail mail, Delivery delivery) {
        return LoggedWords.of(delivery.problem(), mail.address());
    }

    private void count(Delivery.Outcome outcome, int number) {
        Objects.requireNonNull(counters.get(outcome)).increment(number);
    }

    /** Why the mail server takes nothing, as the last attempt heard it; null when it does, or was not tried yet. */
    @Nullable
    String serverProblem() {
        return serverProblem;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        isClosing = true;
    }
}
