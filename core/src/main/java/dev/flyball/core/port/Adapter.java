package dev.flyball.core.port;

import dev.flyball.core.port.Platform.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way to the outside. Making an adapter opens nothing; the first call of {@link #targets} or {@link #signals} may.
 *
 * <p>The agent lists its adapters in one place, asks each for its platforms when it reads its settings, and for the
 * rest only if a target needs it. All methods may be called from any thread.
 */
public interface Adapter {

    /** Returns the platforms whose targets this adapter scales; the same answer every time. */
    List<Platform> platforms();

    /** Returns the signals it reads for targets of any platform, by name; the same answer every time. */
    default Map<String, SignalKind> signalsOfAnyTarget() {
        return Map.of();
    }

    /** Returns the way to observe and change targets, or empty if this adapter only reads signals. */
    Optional<Targets> targets();

    /** Returns the way to read signals, or empty if this adapter only scales. */
    Optional<Signals> signals();

    /**
     * Returns leases by which several agents divide their targets, or empty if it has none.
     *
     * @param name what tells them from those of other agents; its form is the adapter's own
     */
    default Optional<Leases> leases(String name) {
        return Optional.empty();
    }

    /**
     * Returns where several agents keep what they know for each other, or empty if it has no such place.
     *
     * @param name as of {@link #leases}
     */
    default Optional<Archive> archive(String name) {
        return Optional.empty();
    }

    /** Returns the way to tell on the platform what happened to a target, or empty if it has none. */
    default Optional<Notices> notices() {
        return Optional.empty();
    }
}
