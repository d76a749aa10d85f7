package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.text.Sentence;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.processor.AbstractStandardExpressionAttributeTagProcessor;
import org.thymeleaf.standard.processor.StandardTextTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Has {@code th:text} write out what would turn the direction of writing or hide a part of it, whatever it shows, so that no page
 * can forget to. What is written into is left as it is, since it is sent again.
 */
@Component
class ShownTextDialect extends AbstractProcessorDialect {

    private static final String PREFIX = "th";

    ShownTextDialect() {
        super("Shown text", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.of(new Text(prefix));
    }

    /** A sentence in the language of the page, anything else as it is. */
    private static String said(@Nullable Object result, Locale language) {
        if (result instanceof Sentence sentence) {
            return sentence.in(language);
        }
        return result == null ? "" : result.toString();
    }

    private static final class Text extends AbstractStandardExpressionAttributeTagProcessor {

        private static final String WRITTEN_INTO = "textarea";

        /** It is asked before Thymeleaf's own, and takes the attribute away. */
        Text(String prefix) {
            super(
                    TemplateMode.HTML,
                    prefix,
                    StandardTextTagProcessor.ATTR_NAME,
                    StandardTextTagProcessor.PRECEDENCE - 1,
                    true);
        }

        @Override
        protected void doProcess(
                ITemplateContext context,
                IProcessableElementTag tag,
                AttributeName name,
                String expression,
                @Nullable Object result,
                IElementTagStructureHandler structure) {
            String text = said(result, context.getLocale());
            structure.setBody(
                    HtmlUtils.htmlEscape(
                            tag.getElementCompleteName().equals(WRITTEN_INTO) ? text : ShownText.lines(text), "UTF-8"),
                    false);
        }
    }
}
