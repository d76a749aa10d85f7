package dev.avenant.service;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that people read in one line, such as a name or a title: something in it can be seen, and no line break or other control
 * character is in it. Null is left to others.
 */
@Target({
    ElementType.ANNOTATION_TYPE,
    ElementType.FIELD,
    ElementType.PARAMETER,
    ElementType.RECORD_COMPONENT,
    ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = SingleLine.PATTERN)
@ReportAsSingleViolation
public @interface SingleLine {

    /** Which texts those are. */
    String PATTERN =
            "[^\\p{L}\\p{N}\\p{P}\\p{S}\\p{Cc}\\p{Zl}\\p{Zp}]*+[\\p{L}\\p{N}\\p{P}\\p{S}][^\\p{Cc}\\p{Zl}\\p{Zp}]*+";

    /** Says what a text must be. */
    String message() default "must be in one line and must not be blank";

    /** See {@link Constraint}. */
    Class<?>[] groups() default {};

    /** See {@link Constraint}. */
    Class<? extends Payload>[] payload() default {};
}
