package dev.avenant.testing.openapi;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Asks {@link DocumentedTraffic} after each test what it saw. */
final class DocumentedTrafficListener implements TestExecutionListener {

    @Override
    public void afterTestMethod(TestContext test) {
        verify(test);
    }

    @Override
    public void afterTestClass(TestContext test) {
        verify(test);
    }

    private static void verify(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext service = test.getApplicationContext();
            service.getBeanProvider(DocumentedTraffic.class).ifAvailable(DocumentedTraffic::verify);
        }
    }
}
