package dev.flyball.core.port;

import dev.flyball.core.result.Result;
import java.util.Objects;
import java.util.Optional;

/**
 * Small contents by name that several agents can read, beside their {@link Leases}. Called from one thread, some times
 * a minute; each call ends within a time limit of its own.
 */
public interface Archive {

    /**
     * What is kept under a name.
     *
     * @param bytes the content; not to be changed
     * @param version changes with each write
     */
    record Entry(byte[] bytes, String version) {
        public Entry {
            Objects.requireNonNull(bytes, "bytes");
            Objects.requireNonNull(version, "version");
        }
    }

    /** Returns what the entry of this name is called outside, for messages. */
    String named(String name);

    /** Returns how many bytes one entry may have. */
    int largest();

    /** Returns what is kept under a name; nothing if nothing ever was. */
    Result<Optional<Entry>> read(String name);

    /**
     * Keeps something in the place of what was seen.
     *
     * @param seen the version that it takes the place of; empty if there is none
     * @return its version; nothing if somebody changed it since it was seen. After a failure it may or may not be
     *     written
     */
    Result<Optional<String>> write(String name, byte[] bytes, Optional<String> seen);
}
