package dev.flyball.agent.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that was built. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/flyball.properties")) {
            properties.load(file);
        }
        return new String[] {"flyball " + properties.getProperty("version")};
    }
}
