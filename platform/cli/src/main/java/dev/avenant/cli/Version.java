package dev.avenant.cli;

import dev.avenant.build.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code avenant --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"avenant " + BuildVersion.text()};
    }
}
