package jobplatform.notification.mail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The templates beside this class, two for each kind of e-mail. They are Mustache: in HTML whatever stands in two braces
 * is escaped, and no template has three. A name that an e-mail does not have is an error, not an empty text.
 */
@Component
class MailTemplates {

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final Map<MailKind, Templates> templates = new EnumMap<>(MailKind.class);

    MailTemplates() {
        Mustache.Compiler text = Mustache.compiler()
                .withEscaper(value -> CONTROL_CHARACTER.matcher(value).replaceAll(""))
                .emptyStringIsFalse(true);
        Mustache.Compiler html = Mustache.compiler()
                .withEscaper(value ->
                        Escapers.HTML.escape(CONTROL_CHARACTER.matcher(value).replaceAll("")))
                .emptyStringIsFalse(true);
        for (MailKind kind : MailKind.values()) {
            templates.put(
                    kind,
                    new Templates(
                            text.compile(kind.subject()),
                            compile(text, kind.templateName() + ".txt"),
                            compile(html, kind.templateName() + ".html")));
        }
    }

    /**
     * Writes an e-mail.
     *
     * @param name the recipient's name
     * @param details what the event said, by the names that the templates of the kind have
     * @param unsubscribeUrl where e-mails of the kind are ended; null when they cannot be
     */
    MailContent render(MailKind kind, String name, Map<String, String> details, @Nullable String unsubscribeUrl) {
        Map<String, Object> values = new HashMap<>(details);
        values.put("name", name);
        values.put("isEmployer", "EMPLOYER".equals(details.get("userType")));
        values.put("unsubscribeUrl", unsubscribeUrl == null ? "" : unsubscribeUrl);
        Templates of = templates.get(kind);
        if (of == null) {
            throw new IllegalStateException("There are no templates for " + kind);
        }
        String subject =
                SPACES.matcher(of.subject().execute(values)).replaceAll(" ").strip();
        return new MailContent(subject, of.text().execute(values), of.html().execute(values));
    }

    private static Template compile(Mustache.Compiler compiler, String name) {
        InputStream template = MailTemplates.class.getResourceAsStream(name);
        if (template == null) {
            throw new IllegalStateException(
                    "Expected the template " + name + " beside " + MailTemplates.class.getName());
        }
        try (Reader reader = new InputStreamReader(template, StandardCharsets.UTF_8)) {
            return compiler.compile(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException("The template " + name + " cannot be read", failed);
        }
    }

    private record Templates(Template subject, Template text, Template html) {}
}
