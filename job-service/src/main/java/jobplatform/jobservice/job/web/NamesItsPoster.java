package jobplatform.jobservice.job.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A posting that says who posts it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NamesItsPoster.Rule.class)
@interface NamesItsPoster {

    String message() default "must be given, or companyId";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule itself, which blames {@code employerId}. */
    final class Rule implements ConstraintValidator<NamesItsPoster, JobPosting> {

        @Override
        public boolean isValid(@Nullable JobPosting posting, ConstraintValidatorContext context) {
            if (posting == null || posting.employerId() != null || posting.companyId() != null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("employerId")
                    .addConstraintViolation();
            return false;
        }
    }
}
