package dev.flyball.kubernetes;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the signals of {@code kubernetes:self} as those of the workload that it stands for. */
final class SelfSignals implements Signals {

    private final Signals workloads;
    private final OwnWorkload own;

    SelfSignals(Signals workloads, OwnWorkload own) {
        this.workloads = workloads;
        this.own = own;
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Optional<TargetId> self = own.known().map(Workload::id);
        if (self.isEmpty() || queries.stream().noneMatch(SelfSignals::isOfSelf)) {
            return workloads.read(queries, fleets, at);
        }
        Map<TargetId, Fleet> seen = new HashMap<>(fleets);
        Optional.ofNullable(fleets.get(OwnWorkload.SELF)).ifPresent(fleet -> seen.putIfAbsent(self.get(), fleet));
        Set<Query> asked = new HashSet<>();
        queries.forEach(query -> asked.add(of(query, self.get())));
        Map<Query, Result<Reading>> answers = workloads.read(asked, seen, at);
        Map<Query, Result<Reading>> readings = new HashMap<>();
        queries.forEach(query -> readings.put(query, answers.get(of(query, self.get()))));
        return readings;
    }

    @Override
    public List<Fault> obstacles(Query query) {
        return isOfSelf(query)
                ? own.known()
                        .map(workload -> workloads.obstacles(of(query, workload.id())))
                        .orElse(List.of())
                : workloads.obstacles(query);
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        if (!isOfSelf(query)) {
            return workloads.history(query, interval);
        }
        return own.known()
                .map(workload -> workloads.history(of(query, workload.id()), interval))
                .orElseGet(() -> Result.failed(
                        Fault.Kind.MISSING, OwnWorkload.SELF + ": the workload of this pod is not known yet"));
    }

    private static Query of(Query query, TargetId self) {
        return isOfSelf(query) ? new Query(self, query.signal(), query.expression()) : query;
    }

    private static boolean isOfSelf(Query query) {
        return query.target().equals(OwnWorkload.SELF);
    }
}
