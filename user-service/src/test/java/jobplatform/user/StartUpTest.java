package jobplatform.user;

import dev.avenant.service.testing.StartUpContract;

class StartUpTest extends StartUpContract {
    StartUpTest() {
        super(UserServiceApplication.class);
    }
}
