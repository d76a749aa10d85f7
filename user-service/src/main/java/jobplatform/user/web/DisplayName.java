package jobplatform.user.web;

import dev.avenant.service.SingleLine;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a person, a company or a place, in one line. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@SingleLine
@Size(max = 200)
@ReportAsSingleViolation
@interface DisplayName {

    String message() default "must have 1 to 200 characters in one line and must not be blank";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
