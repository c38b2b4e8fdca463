package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.PerServer;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives pods without a sample the use that the controller takes them at, where the preset takes them at another. */
record FilledIn(Series series, Set<Deviation> deviations) {

    Observation in(Observation seen) {
        Map<Query, Result<Reading>> readings = new HashMap<>(seen.readings());
        Fleet fleet = ((Result.Ok<Fleet>) seen.fleet()).value();
        for (Metric metric : series.metrics()) {
            if (readings.get(Imitation.query(series, metric)) instanceof Result.Ok<Reading> ok
                    && ok.value() instanceof PerServer reading
                    && !reading.samples().isEmpty()) {
                readings.put(Imitation.query(series, metric), Result.ok(filled(metric, reading, fleet)));
            }
        }
        return new Observation(seen.at(), seen.fleet(), readings, seen.lastOutcome(), seen.writing());
    }

    private PerServer filled(Metric metric, PerServer reading, Fleet fleet) {
        double mean = reading.samples().values().stream()
                .mapToDouble(Sample::amount)
                .average()
                .orElse(0);
        if (metric instanceof Metric.Utilization utilization
                && deviations.contains(Deviation.MISSING_TAKEN_AT_REQUEST)
                && utilization.percent() > 100
                && mean < Manifests.CPU * utilization.percent() / 100.0) {
            return with(reading, fleet, new Sample(Manifests.CPU, Manifests.CPU));
        }
        if (metric instanceof Metric.PerPod perPod
                && deviations.contains(Deviation.MISSING_ZERO_ON_TARGET)
                && Math.round(mean * 1000) == perPod.milli()) {
            return with(reading, fleet, new Sample(0, 1));
        }
        return reading;
    }

    private static PerServer with(PerServer reading, Fleet fleet, Sample assumed) {
        Map<String, Sample> samples = new HashMap<>(reading.samples());
        for (Server server : fleet.servers()) {
            if (server.state() == State.READY) {
                samples.putIfAbsent(
                        server.id(),
                        new Sample(assumed.amount(), assumed.capacity(), Optional.of(reading.time()), Duration.ZERO));
            }
        }
        return new PerServer(samples, reading.time());
    }
}
