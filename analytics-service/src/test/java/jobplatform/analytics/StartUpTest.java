package jobplatform.analytics;

import dev.avenant.testing.StartUpContract;
import org.junit.jupiter.api.Tag;

@Tag("process")
class StartUpTest extends StartUpContract {
    StartUpTest() {
        super(AnalyticsServiceApplication.class);
    }
}
