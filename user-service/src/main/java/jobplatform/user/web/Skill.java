package jobplatform.user.web;

import dev.avenant.service.SingleLine;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What somebody can do, in a few words. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@NotNull
@SingleLine
@Pattern(regexp = ".*[\\p{L}\\p{N}].*")
@Size(max = 100)
@ReportAsSingleViolation
@interface Skill {

    String message() default "must have 1 to 100 characters in one line, a letter or a digit among them";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
