package dev.flyball.core.demand;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The loads of the servers that count: ready, and past their warm-up.
 *
 * @param samples one for each that has a fresh sample
 * @param missing how many have none
 * @param invalid a load that is none, if there is one
 */
record ServerLoads(List<Sample> samples, int missing, OptionalDouble invalid) {

    static ServerLoads of(TrackedSignal signal, Reading.PerServer reading, Fleet fleet, Duration warmUp, Instant now) {
        List<Sample> samples = new ArrayList<>();
        int missing = 0;
        OptionalDouble invalid = OptionalDouble.empty();
        for (Server server : fleet.servers()) {
            if (server.state() != Server.State.READY || warmsUp(server, warmUp, now)) {
                continue;
            }
            Sample sample = reading.samples().get(server.id());
            if (sample == null || stale(sample, signal, now)) {
                missing++;
            } else if (!Unusable.isLoad(sample.amount())
                    || !Unusable.isLoad(sample.capacity())
                    || sample.capacity() == 0) {
                invalid = OptionalDouble.of(sample.amount() / sample.capacity());
            } else {
                samples.add(sample);
            }
        }
        return new ServerLoads(samples, missing, invalid);
    }

    private static boolean warmsUp(Server server, Duration warmUp, Instant now) {
        return server.readinessChanged()
                .map(ready -> ready.plus(warmUp).isAfter(now))
                .orElse(false);
    }

    private static boolean stale(Sample sample, TrackedSignal signal, Instant now) {
        return sample.time()
                .map(time -> time.plus(signal.maxAge()).isBefore(now))
                .orElse(false);
    }

    double amount() {
        return samples.stream().mapToDouble(Sample::amount).sum();
    }

    double capacity() {
        return samples.stream().mapToDouble(Sample::capacity).sum();
    }
}
