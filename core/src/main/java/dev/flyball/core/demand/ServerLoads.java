package dev.flyball.core.demand;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The loads of the servers that count: ready, and past their warm-up. A sample counts if its server was ready while all
 * of it was measured: what a server uses before is not load, and a mean over all servers is one over those of before.
 *
 * @param samples one for each that has a fresh sample
 * @param missing how many have none, or one that is no load
 * @param early how many of the missing have one that began before they were ready
 * @param unusable a sample that is no load, if there is one
 */
record ServerLoads(List<Sample> samples, int missing, int early, Optional<Sample> unusable) {

    static ServerLoads of(TrackedSignal signal, Reading.PerServer reading, Fleet fleet, Duration warmUp, Instant now) {
        List<Sample> samples = new ArrayList<>();
        int missing = 0;
        int early = 0;
        Optional<Sample> unusable = Optional.empty();
        for (Server server : fleet.servers()) {
            if (server.state() != Server.State.READY || warmsUp(server, warmUp, now)) {
                continue;
            }
            Sample sample = reading.samples().get(server.id());
            if (sample == null || !fresh(sample, signal, now)) {
                missing++;
            } else if (!readyThroughout(server, sample, reading)) {
                missing++;
                early++;
            } else if (!Unusable.isLoad(sample.amount())
                    || !Unusable.isLoad(sample.capacity())
                    || sample.capacity() == 0) {
                missing++;
                unusable = Optional.of(sample);
            } else {
                samples.add(sample);
            }
        }
        return new ServerLoads(samples, missing, early, unusable);
    }

    private static boolean warmsUp(Server server, Duration warmUp, Instant now) {
        return server.readinessChanged()
                .map(ready -> Duration.between(ready, now).compareTo(warmUp) < 0)
                .orElse(false);
    }

    /** A platform that does not tell since when a server is ready is taken to have measured what counts. */
    private static boolean readyThroughout(Server server, Sample sample, Reading reading) {
        Instant end = sample.time().orElse(reading.time());
        return server.readinessChanged()
                .map(ready -> Duration.between(ready, end).compareTo(sample.span()) >= 0)
                .orElse(true);
    }

    private static boolean fresh(Sample sample, TrackedSignal signal, Instant now) {
        return sample.time().map(time -> signal.isFresh(time, now)).orElse(true);
    }

    /** Returns the time of the oldest sample, of those that have one of their own. */
    Optional<Instant> oldest() {
        return samples.stream().flatMap(sample -> sample.time().stream()).min(Comparator.naturalOrder());
    }

    double amount() {
        return samples.stream().mapToDouble(Sample::amount).sum();
    }

    double capacity() {
        return samples.stream().mapToDouble(Sample::capacity).sum();
    }
}
