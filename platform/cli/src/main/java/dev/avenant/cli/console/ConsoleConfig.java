package dev.avenant.cli.console;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.avenant.operations.OperationException;
import dev.avenant.operations.services.ServiceInstance;
import dev.avenant.registry.client.UrlText;
import dev.avenant.registry.client.config.TlsContext;
import dev.avenant.text.Printable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Which console is asked, and as whom. What cannot be used is refused with a sentence that names the setting and holds no
 * secret; nothing is sent.
 */
public final class ConsoleConfig extends AbstractConfig {

    /** Where the console is. */
    public static final String URL = "console.url";

    /** Which of its clusters is meant. */
    public static final String CLUSTER = "console.cluster";

    /** Who signs in, with a password. */
    public static final String USER = "console.user";

    /** The password. */
    public static final String PASSWORD_OF_USER = "console.password";

    /** The access token of an OpenID provider, in place of a name and a password. */
    public static final String TOKEN = "console.token";

    /** Whether credentials may go over a network unencrypted. */
    public static final String ALLOW_PLAINTEXT = "console.allow.plaintext";

    /** How all names begin. */
    public static final String PREFIX = "console.";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LARGEST_PRINTABLE = 0x7e;
    private static final ConfigDef DEFINITION = TlsContext.addTo(
            new ConfigDef()
                    .define(URL, STRING, "", HIGH, "The console that is asked in place of Kafka.")
                    .define(CLUSTER, STRING, "", MEDIUM, "The cluster of the console; its own default one if empty.")
                    .define(USER, STRING, "", HIGH, "The name of a user that the settings of the console have.")
                    .define(PASSWORD_OF_USER, PASSWORD, "", HIGH, "The password of that user.")
                    .define(TOKEN, PASSWORD, "", HIGH, "An access token of the console's OpenID provider.")
                    .define(
                            ALLOW_PLAINTEXT,
                            BOOLEAN,
                            false,
                            MEDIUM,
                            "Send credentials over http to another host than this one."),
            PREFIX);

    /** Reads the settings; those of others are left alone. */
    public ConsoleConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
    }

    /** The names of all settings. */
    public static Set<String> names() {
        return DEFINITION.names();
    }

    /** Whether a console is named. */
    public boolean namesConsole() {
        return !getString(URL).isBlank();
    }

    /**
     * Where the console is, and how it is reached.
     *
     * @param url without a stroke at its end
     * @param cluster null for the console's own default one
     * @param authorization the header of that name; null where nobody signs in
     * @param tls null for the JDK's own
     * @param timeout how long one whole answer may take
     */
    record Connection(
            URI url,
            @Nullable String cluster,
            @Nullable String authorization,
            @Nullable SSLContext tls,
            Duration timeout) {}

    /**
     * A client of the console.
     *
     * @param timeout how long one whole answer may take
     * @throws OperationException if something cannot be used
     * @throws org.apache.kafka.common.config.ConfigException if key stores cannot be used
     */
    public ConsoleClient client(Duration timeout) {
        URI url = url();
        Optional<String> authorization = authorization();
        if (authorization.isPresent() && !isProtected(url)) {
            throw OperationException.wrongRequest("Expected https for the console at " + url
                    + ", since credentials sent to another host over http can be read on the way. Name it with https, or set "
                    + ALLOW_PLAINTEXT + "=true.");
        }
        return new ConsoleClient(new Connection(
                url,
                getString(CLUSTER).isBlank() ? null : getString(CLUSTER).strip(),
                authorization.orElse(null),
                "https".equals(url.getScheme()) ? TlsContext.of(this, PREFIX) : null,
                timeout));
    }

    private URI url() {
        String given = getString(URL);
        return ServiceInstance.url(given)
                .orElseThrow(() -> OperationException.wrongRequest(
                        "Expected the address of a console, such as https://console.example, without user and password, but"
                                + " found " + Printable.line(UrlText.withoutUser(given)) + "."));
    }

    private boolean isProtected(URI url) {
        return "https".equals(url.getScheme()) || LOOPBACK.contains(url.getHost()) || getBoolean(ALLOW_PLAINTEXT);
    }

    private Optional<String> authorization() {
        String user = getString(USER);
        String password = getPassword(PASSWORD_OF_USER).value();
        String token = getPassword(TOKEN).value();
        if (!token.isEmpty() && !(user.isEmpty() && password.isEmpty())) {
            throw OperationException.wrongRequest(
                    "Expected " + TOKEN + ", or " + USER + " and " + PASSWORD_OF_USER + ", but found both.");
        }
        if (!token.isEmpty()) {
            if (!token.chars().allMatch(letter -> letter > ' ' && letter <= LARGEST_PRINTABLE)) {
                throw OperationException.wrongRequest("Expected an access token in " + TOKEN
                        + " but found characters that none has, such as blanks or the end of a line.");
            }
            return Optional.of("Bearer " + token);
        }
        if (user.isEmpty() != password.isEmpty()) {
            throw OperationException.wrongRequest("Expected " + USER + " and " + PASSWORD_OF_USER
                    + " together but found only " + (user.isEmpty() ? PASSWORD_OF_USER : USER) + ".");
        }
        if (user.indexOf(':') >= 0) {
            throw OperationException.wrongRequest("Expected a name without a colon in " + USER
                    + ", since a colon ends the name in the header that carries it, but found " + user + ".");
        }
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
