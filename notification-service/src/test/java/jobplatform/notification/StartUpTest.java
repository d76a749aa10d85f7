package jobplatform.notification;

import dev.avenant.testing.StartUpContract;
import org.junit.jupiter.api.Tag;

@Tag("process")
class StartUpTest extends StartUpContract {
    StartUpTest() {
        super(NotificationServiceApplication.class);
    }
}
