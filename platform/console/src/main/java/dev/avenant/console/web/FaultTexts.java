package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.ExpressionFaultException;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says why something cannot be done in the language of whoever asked, as far as it has words of that language. */
@Component
class FaultTexts {

    private final MessageSource texts;

    FaultTexts(MessageSource texts) {
        this.texts = texts;
    }

    /** A sentence or two. Of an expression, the fault itself is as CEL says it. */
    String of(OperationException problem) {
        if (problem instanceof ExpressionFaultException fault) {
            return texts.getMessage(
                    fault.line() == 0 ? "where.fault" : "where.fault-at",
                    new Object[] {
                        ExpressionFaultException.names(), ShownText.line(fault.fault()), fault.line(), fault.column()
                    },
                    LocaleContextHolder.getLocale());
        }
        return ShownText.line(problem.in(LocaleContextHolder.getLocale()));
    }
}
