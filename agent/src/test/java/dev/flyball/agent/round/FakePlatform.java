package dev.flyball.agent.round;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A platform in memory whose sizes, loads and faults a test sets. Its one signal, {@code load}, is a total; it reads
 * {@code SCHEME-anywhere} for targets of any platform.
 */
final class FakePlatform implements Adapter, Targets, Signals {

    final Map<TargetId, Integer> sizes = new ConcurrentHashMap<>();
    final Map<TargetId, Double> loads = new ConcurrentHashMap<>();
    final AtomicInteger looks = new AtomicInteger();
    final Map<TargetId, WriteHold> holds = new ConcurrentHashMap<>();
    final Set<TargetId> selected = ConcurrentHashMap.newKeySet();
    final AtomicInteger lists = new AtomicInteger();
    volatile Optional<Fault> listFault = Optional.empty();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    volatile Supplier<Optional<Outcome>> answer = Optional::empty;
    volatile CountDownLatch lookGate = new CountDownLatch(0);
    volatile CountDownLatch readGate = new CountDownLatch(0);
    volatile CountDownLatch writeGate = new CountDownLatch(0);

    volatile InstantSource clock = () -> Instant.EPOCH;

    private static final Platform.SignalKind KIND =
            new Platform.SignalKind(SetPoint.Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(1));

    private final String scheme;

    FakePlatform(String scheme) {
        this.scheme = scheme;
    }

    TargetId target(String name, int size, double load) {
        TargetId target = new TargetId(scheme, name);
        sizes.put(target, size);
        loads.put(target, load);
        return target;
    }

    @Override
    public List<Platform> platforms() {
        return List.of(new Platform(
                scheme,
                List.of(
                        new Platform.Form(scheme + ":NAME", Pattern.compile("[a-z]+")),
                        new Platform.Form(scheme + ":all?", Pattern.compile("all[?]"), true)),
                Duration.ofSeconds(15),
                "load",
                Map.of("load", KIND),
                Optional.empty()));
    }

    @Override
    public Map<String, Platform.SignalKind> signalsOfAnyTarget() {
        return Map.of(scheme + "-anywhere", KIND);
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.of(this);
    }

    @Override
    public Optional<Signals> signals() {
        return Optional.of(this);
    }

    @Override
    public Result<Set<TargetId>> matching(TargetId selection) {
        lists.incrementAndGet();
        return listFault.<Result<Set<TargetId>>>map(Result::failed).orElseGet(() -> Result.ok(Set.copyOf(selected)));
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        looks.incrementAndGet();
        await(lookGate);
        Map<TargetId, Result<Fleet>> fleets = new HashMap<>();
        for (TargetId target : targets) {
            Integer size = sizes.get(target);
            fleets.put(
                    target,
                    size == null
                            ? Result.failed(Fault.Kind.NOT_FOUND, target + " does not exist")
                            : Result.ok(fleet(target, size)));
        }
        return fleets;
    }

    private Fleet fleet(TargetId target, int size) {
        Fleet fleet = Fleet.ofCounts(size, size, new Version(Integer.toString(size)), Optional.empty());
        return holds.containsKey(target) ? fleet.heldBy(holds.get(target)) : fleet;
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        reads.incrementAndGet();
        await(readGate);
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (Query query : queries) {
            readings.put(query, Result.ok(new Reading.Total(loads.get(query.target()), at)));
        }
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(Fault.Kind.MISSING, query + " has no past");
    }

    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        writes.incrementAndGet();
        await(writeGate);
        Optional<Outcome> other = answer.get();
        if (other.isEmpty()) {
            sizes.put(target, change.to());
        }
        return other.orElse(new Outcome.Applied(clock.instant(), change.to()));
    }

    @Override
    public List<Fault> obstacles(TargetId target) {
        return List.of();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
