package dev.flyball.core.port;

import dev.flyball.core.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Leases that several agents can see, by which they divide targets among themselves. Called from one thread, a few
 * times within the time of a lease; each call ends within a time limit of its own. Whether a lease has ended is for the
 * caller to tell, by a clock that never goes back.
 */
public interface Leases {

    /**
     * A lease as it was seen.
     *
     * @param name which
     * @param holder who has it; empty if it was given back
     * @param time how long after a renewal it is held
     * @param version changes with each renewal
     */
    record Lease(String name, Optional<String> holder, Duration time, String version) {
        public Lease {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(holder, "holder");
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(version, "version");
        }
    }

    /** Returns all leases there are, or why they cannot be seen. */
    Result<List<Lease>> list();

    /**
     * Makes a lease, renews it, takes it over or gives it back.
     *
     * @param holder who has it from now on; empty to give it back
     * @param seen the lease that it takes the place of; empty if there is none
     * @return the lease as it is now; nothing if somebody changed it since it was seen. After a failure it may or may
     *     not be written
     */
    Result<Optional<Lease>> write(String name, Optional<String> holder, Duration time, Optional<Lease> seen);

    /** Removes a lease that nobody will ever hold again; returns whether it was there. */
    Result<Boolean> remove(String name);
}
