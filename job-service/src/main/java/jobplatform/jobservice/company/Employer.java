package jobplatform.jobservice.company;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an employer's account says of the company and its contact.
 *
 * @param id the employer
 * @param version the version of the account that says so
 * @param email where the employer is reached
 * @param fullName the employer's name, null when not given
 * @param companyName the company's name, null when not given
 */
public record Employer(
        UUID id,
        long version,
        String email,
        @Nullable String fullName,
        @Nullable String companyName) {

    /** How the company is called until its owner says otherwise; nothing of its owner is in it unless the owner said so. */
    String defaultCompanyName() {
        return companyName == null ? Company.WITHOUT_NAME : companyName;
    }
}
