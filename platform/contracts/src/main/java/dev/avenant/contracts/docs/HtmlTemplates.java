package dev.avenant.contracts.docs;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The HTML templates beside this class. They are Mustache, which has no code in it; whatever stands in two braces is
 * escaped, and no template has three. A name that a page does not have is an error, not an empty text.
 */
final class HtmlTemplates {
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");

    private final Mustache.Compiler compiler = Mustache.compiler()
            .withEscaper(HtmlTemplates::escape)
            .emptyStringIsFalse(true)
            .strictSections(true)
            .withLoader(HtmlTemplates::open);

    String render(IndexPage page) {
        return execute("index.html", page);
    }

    String render(ContractPage page) {
        return execute("contract.html", page);
    }

    private String execute(String template, Object page) {
        return compiler.loadTemplate(template).execute(page);
    }

    /** Text in an element or a quoted attribute; HTML has no place for control characters. */
    private static String escape(String text) {
        return Escapers.HTML.escape(CONTROL_CHARACTER.matcher(text).replaceAll("\uFFFD"));
    }

    private static Reader open(String name) {
        InputStream template = HtmlTemplates.class.getResourceAsStream(name);
        if (template == null) {
            throw new IllegalStateException(
                    "expected the template " + name + " beside " + HtmlTemplates.class.getName());
        }
        return new InputStreamReader(template, StandardCharsets.UTF_8);
    }
}
