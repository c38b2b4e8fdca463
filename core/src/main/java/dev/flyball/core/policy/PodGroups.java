package dev.flyball.core.policy;

import dev.flyball.core.demand.Unusable;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Pods as the HPA sorts them; those that end or have failed are left out.
 *
 * @param ready samples that count
 * @param unready pods that are starting
 * @param missing pods that run and have no sample
 * @param invalid a sample that is no load, if there is one
 */
record PodGroups(List<Sample> ready, List<Sample> unready, List<Sample> missing, OptionalDouble invalid) {

    static PodGroups of(String resource, Reading.PerServer reading, Fleet fleet, HpaSize.StartUp startUp, Instant now) {
        List<Sample> ready = new ArrayList<>();
        List<Sample> unready = new ArrayList<>();
        List<Sample> missing = new ArrayList<>();
        OptionalDouble invalid = OptionalDouble.empty();
        for (Server server : fleet.servers()) {
            Sample sample = reading.samples().get(server.id());
            Sample unknown =
                    new Sample(0, sample == null ? server.requests().getOrDefault(resource, 1.0) : sample.capacity());
            switch (server.state()) {
                case TERMINATING, FAILED -> {}
                case PENDING -> unready.add(unknown);
                case RUNNING, READY -> {
                    if (sample == null) {
                        missing.add(unknown);
                    } else if (startUp.applies() && starting(server, sample, reading, startUp, now)) {
                        unready.add(unknown);
                    } else if (!Unusable.isLoad(sample.amount()) || !(sample.capacity() > 0)) {
                        invalid = OptionalDouble.of(sample.amount());
                    } else {
                        ready.add(sample);
                    }
                }
            }
        }
        return new PodGroups(ready, unready, missing, invalid);
    }

    private static boolean starting(
            Server server, Sample sample, Reading.PerServer reading, HpaSize.StartUp startUp, Instant now) {
        boolean ready = server.state() == Server.State.READY;
        if (server.started().isEmpty() || server.readinessChanged().isEmpty()) {
            return !ready;
        }
        Instant started = server.started().get();
        Instant changed = server.readinessChanged().get();
        if (now.isBefore(started.plus(startUp.cpuInitialization()))) {
            return !ready || sample.time().orElse(reading.time()).isBefore(changed.plus(sample.span()));
        }
        return !ready && started.plus(startUp.readinessDelay()).isAfter(changed);
    }
}
