package dev.avenant.registry.log;

import java.util.Optional;

/** Whether a registry can answer, and what stands in the way. */
public final class RegistryHealth {

    private final RegistryLog log;
    private final FaultLatch faults;

    public RegistryHealth(RegistryLog log, FaultLatch faults) {
        this.log = log;
        this.faults = faults;
    }

    /** How it is at this moment; a fault of any part of the registry counts as that of its log. */
    public LogStatus status() {
        Optional<String> fault = faults.fault();
        return fault.isPresent() ? new LogStatus(LogStatus.State.STOPPED, fault.get()) : log.status();
    }

    /** Whether answers may be given from what was read; costs next to nothing. */
    public boolean isServing() {
        return log.isServing() && !faults.isTripped();
    }
}
