package dev.dryrun.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of dryrun that the jar was built with. */
final class JarVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(JarVersion.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
        return new String[] {"dryrun " + version};
    }
}
