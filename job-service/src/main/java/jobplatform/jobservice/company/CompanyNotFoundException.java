package jobplatform.jobservice.company;

import java.util.UUID;

/** There is no such company; the message is for the caller. */
public final class CompanyNotFoundException extends RuntimeException {

    CompanyNotFoundException(UUID id) {
        super("There is no company " + id);
    }
}
