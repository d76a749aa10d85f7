package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RegistrationWarmUpTest {

    @Test
    void registersWhatARegistryTakes() {
        assertThatCode(RegistrationWarmUp::run).doesNotThrowAnyException();
    }
}
