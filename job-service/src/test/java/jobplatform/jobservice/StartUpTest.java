package jobplatform.jobservice;

import dev.avenant.service.testing.StartUpContract;

class StartUpTest extends StartUpContract {
    StartUpTest() {
        super(JobServiceApplication.class);
    }
}
