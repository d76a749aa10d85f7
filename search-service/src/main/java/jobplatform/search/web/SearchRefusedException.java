package jobplatform.search.web;

import dev.avenant.service.FieldFault;
import java.util.List;

/** A search cannot be made, because of its parameters. */
final class SearchRefusedException extends RuntimeException {

    private final transient List<FieldFault> faults;

    SearchRefusedException(List<FieldFault> faults) {
        super(faults.toString());
        this.faults = List.copyOf(faults);
    }

    List<FieldFault> faults() {
        return faults;
    }
}
