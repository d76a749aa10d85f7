package jobplatform.jobservice.job.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A salary whose maximum is not below its minimum. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AscendingRange.Rule.class)
@interface AscendingRange {

    String message() default "must have a maximum that is not below its minimum";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule itself; an end that is missing is for others to refuse. */
    final class Rule implements ConstraintValidator<AscendingRange, SalaryBody> {

        @Override
        public boolean isValid(@Nullable SalaryBody salary, ConstraintValidatorContext context) {
            BigDecimal minimum = salary == null ? null : salary.minimum();
            BigDecimal maximum = salary == null ? null : salary.maximum();
            return minimum == null || maximum == null || minimum.compareTo(maximum) <= 0;
        }
    }
}
