package dev.flyball.agent.page;

import java.nio.file.Path;
import java.util.Optional;

/** Where pictures go: to IT_SCREENSHOTS if that is set, so that those of the README are renewed only when asked for. */
public final class Screenshots {

    private Screenshots() {}

    /** Returns the file for a picture. */
    public static Path file(String name) {
        return Path.of(Optional.ofNullable(System.getenv("IT_SCREENSHOTS")).orElse("target/screenshots"))
                .resolve(name);
    }
}
