package jobplatform.user;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A password of at least 8 characters and at most 72 bytes, for bcrypt would not look at what comes after those. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptablePassword.Rule.class)
public @interface AcceptablePassword {

    /** Says what a password must be. */
    String message() default "must have at least 8 characters and at most 72 bytes in UTF-8";

    /** See {@link Constraint}. */
    Class<?>[] groups() default {};

    /** See {@link Constraint}. */
    Class<? extends Payload>[] payload() default {};

    /** The rule itself; a password that is missing is for others to refuse. */
    final class Rule implements ConstraintValidator<AcceptablePassword, Password> {

        private static final int MIN_CHARACTERS = 8;

        @Override
        public boolean isValid(@Nullable Password password, ConstraintValidatorContext context) {
            return password == null || accepts(password);
        }

        static boolean accepts(Password password) {
            String text = password.clearText();
            return text.codePointCount(0, text.length()) >= MIN_CHARACTERS && !password.isTooLong();
        }
    }
}
