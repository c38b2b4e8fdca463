package dev.flyball.core.testing;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.util.Optional;

/** Judges what was seen, on its own and without the code under test. */
public final class Observed {

    private Observed() {}

    public static Optional<Fleet> fleet(Result<Fleet> fleet) {
        return fleet instanceof Result.Ok<Fleet> ok ? Optional.of(ok.value()) : Optional.empty();
    }

    /** Tells whether everything that the policy looks at was seen, in time, and makes sense. */
    public static boolean complete(Policy policy, Observation seen) {
        return fleet(seen.fleet())
                .map(fleet -> policy.signals().stream().allMatch(signal -> complete(signal, seen, fleet)))
                .orElse(false);
    }

    private static boolean complete(TrackedSignal signal, Observation seen, Fleet fleet) {
        if (!(seen.readings().get(signal.query()) instanceof Result.Ok<Reading> ok)) {
            return false;
        }
        Reading reading = ok.value();
        Duration age = Duration.between(reading.time(), seen.at());
        if (age.compareTo(signal.maxAge()) > 0 || age.compareTo(Duration.ofMinutes(-1)) < 0) {
            return false;
        }
        if (reading instanceof Reading.Total total) {
            return finite(total.value());
        }
        if (reading instanceof Reading.Average average) {
            return finite(average.value());
        }
        Reading.PerServer samples = (Reading.PerServer) reading;
        return fleet.ready() > 0
                && fleet.servers().stream()
                        .filter(server -> server.state() == Server.State.READY)
                        .map(server -> Optional.ofNullable(samples.samples().get(server.id())))
                        .allMatch(sample -> sample.isPresent()
                                && finite(sample.get().amount())
                                && finite(sample.get().capacity())
                                && sample.get().capacity() > 0);
    }

    private static boolean finite(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }
}
