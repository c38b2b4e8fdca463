package dev.flyball.agent.shard;

import dev.flyball.core.port.Leases;
import dev.flyball.core.port.Leases.Lease;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Takes and keeps this agent's fair part of the shards. Each agent has a lease that shows that it lives, and each shard
 * has one that shows whose it is. The part of an agent follows from its rank among those that live, so that agents that
 * see the same want the same: who has too many gives up, who has too few takes what is free, and nobody takes from
 * another. Used by one thread at a time.
 */
public final class Election {

    private static final String AGENT = "agent-";
    private static final String SHARD = "shard-";

    /** After so many times its lease an agent that never renewed it is not waited for any more. */
    private static final int DEAD_AFTER = 10;

    private final Leases leases;
    private final String self;
    private final int shards;
    private final Terms terms;
    private final LongSupplier nanoTime;
    private final Tenures tenures;

    /** Since when each lease has been seen in its version. */
    private final Map<String, Sighting> sightings = new HashMap<>();

    /** The leases as this agent wrote them last. */
    private final Map<Integer, Lease> own = new HashMap<>();

    /** Shards that are being given up, and since when nothing is decided for them any more. */
    private final Map<Integer, Long> leaving = new TreeMap<>();

    private boolean looked;
    private long term;

    private record Sighting(String version, long since) {}

    /**
     * Prepares to take part.
     *
     * @param self a name that no other process has ever had
     * @param shards how many there are; the same for all agents
     * @param nanoTime a clock that never goes back
     * @param tenures are kept up to date
     */
    public Election(Leases leases, String self, int shards, Terms terms, LongSupplier nanoTime, Tenures tenures) {
        this.leases = leases;
        this.self = self;
        this.shards = shards;
        this.terms = terms;
        this.nanoTime = nanoTime;
        this.tenures = tenures;
    }

    /**
     * Looks at all leases, renews the own ones, and takes or gives up what is due. Called once a beat.
     *
     * @return what went wrong, if anything; then what is held ends by itself
     */
    public Optional<Fault> step() {
        Result<List<Lease>> answer = leases.list();
        if (answer instanceof Result.Failed<List<Lease>> failed) {
            return Optional.of(failed.fault());
        }
        Map<String, Lease> seen = ((Result.Ok<List<Lease>>) answer)
                .value().stream().collect(Collectors.toMap(Lease::name, lease -> lease));
        note(seen);
        List<Fault> faults = new ArrayList<>();
        write(AGENT + self, Optional.of(self), Optional.ofNullable(seen.get(AGENT + self)), faults);
        int part = part(seen);
        renew(seen, part, faults);
        if (looked) {
            take(seen, part, faults);
        }
        bury(seen);
        // The first look only looks, so that agents that start together know of each other.
        looked = true;
        return faults.stream().findFirst();
    }

    /** Returns the shards that are being given up: they are still held, and nothing is decided for them any more. */
    Set<Integer> leaving() {
        return Set.copyOf(leaving.keySet());
    }

    /** Leases of agents that ended without a word would become ever more. */
    private void bury(Map<String, Lease> seen) {
        seen.values().stream()
                .filter(lease -> lease.name().startsWith(AGENT) && hasEnded(lease, DEAD_AFTER))
                .forEach(lease -> leases.remove(lease.name()));
    }

    private void note(Map<String, Lease> seen) {
        long now = nanoTime.getAsLong();
        sightings.keySet().retainAll(seen.keySet());
        seen.forEach((name, lease) -> {
            Sighting before = sightings.get(name);
            if (before == null || !before.version().equals(lease.version())) {
                sightings.put(name, new Sighting(lease.version(), now));
            }
        });
    }

    private boolean hasEnded(Lease lease) {
        return hasEnded(lease, 1);
    }

    private boolean hasEnded(Lease lease, int times) {
        Sighting sighting = sightings.get(lease.name());
        return sighting != null
                && nanoTime.getAsLong() - sighting.since() >= lease.time().toNanos() * times;
    }

    /** Returns how many shards are this agent's by its rank among those that live. */
    private int part(Map<String, Lease> seen) {
        TreeSet<String> living = seen.values().stream()
                .filter(lease -> lease.name().startsWith(AGENT) && !hasEnded(lease))
                .flatMap(lease -> lease.holder().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        living.add(self);
        int rank = living.headSet(self).size();
        return shards / living.size() + (rank < shards % living.size() ? 1 : 0);
    }

    private void renew(Map<String, Lease> seen, int part, List<Fault> faults) {
        for (int shard : new TreeSet<>(own.keySet())) {
            Optional<Lease> now = Optional.ofNullable(seen.get(SHARD + shard));
            boolean mine = now.filter(
                            lease -> lease.version().equals(own.get(shard).version()))
                    .isPresent();
            if (!mine && !mineByAnUnseenRenewal(now)) {
                lose(shard);
            }
        }
        long keeping = own.keySet().stream()
                .filter(shard -> !leaving.containsKey(shard))
                .count();
        List<Integer> latest = own.keySet().stream()
                .filter(shard -> !leaving.containsKey(shard))
                .sorted(Comparator.reverseOrder())
                .limit(Math.max(0, keeping - part))
                .toList();
        latest.forEach(this::leave);
        for (int shard : new TreeSet<>(own.keySet())) {
            if (leaving.containsKey(shard)) {
                giveWhenQuiet(shard, seen.get(SHARD + shard), faults);
            } else {
                prolong(shard, seen.get(SHARD + shard), faults);
            }
        }
    }

    /** A renewal whose answer was lost has another version, but nobody else can have written this name. */
    private boolean mineByAnUnseenRenewal(Optional<Lease> lease) {
        return lease.flatMap(Lease::holder).filter(self::equals).isPresent();
    }

    private void prolong(int shard, Lease seen, List<Fault> faults) {
        long sent = nanoTime.getAsLong();
        Result<Optional<Lease>> answer = write(SHARD + shard, Optional.of(self), Optional.of(seen), faults);
        if (answer instanceof Result.Ok<Optional<Lease>> ok) {
            if (ok.value().isEmpty()) {
                lose(shard);
            } else {
                own.put(shard, ok.value().get());
                tenures.prolong(shard, sent + terms.believed().toNanos());
            }
        }
    }

    private void lose(int shard) {
        tenures.end(shard);
        own.remove(shard);
        leaving.remove(shard);
    }

    private void leave(int shard) {
        tenures.end(shard);
        leaving.put(shard, nanoTime.getAsLong());
    }

    /** What is being written may still arrive; the next holder must not meet it. */
    private void giveWhenQuiet(int shard, Lease seen, List<Fault> faults) {
        if (nanoTime.getAsLong() - leaving.get(shard) >= terms.writes().toNanos()) {
            give(shard, seen, faults);
        }
    }

    private void give(int shard, Lease seen, List<Fault> faults) {
        if (write(SHARD + shard, Optional.empty(), Optional.of(seen), faults) instanceof Result.Ok<Optional<Lease>>) {
            lose(shard);
        }
    }

    private void take(Map<String, Lease> seen, int part, List<Fault> faults) {
        for (int shard = 0; shard < shards && own.size() - leaving.size() < part; shard++) {
            Optional<Lease> lease = Optional.ofNullable(seen.get(SHARD + shard));
            boolean free = lease.isEmpty()
                    || lease.get().holder().isEmpty()
                    || mineByAnUnseenRenewal(lease)
                    || hasEnded(lease.get());
            if (!own.containsKey(shard) && free) {
                take(shard, lease, faults);
            }
        }
    }

    private void take(int shard, Optional<Lease> seen, List<Fault> faults) {
        long sent = nanoTime.getAsLong();
        Result<Optional<Lease>> answer = write(SHARD + shard, Optional.of(self), seen, faults);
        if (answer instanceof Result.Ok<Optional<Lease>> ok && ok.value().isPresent()) {
            own.put(shard, ok.value().get());
            tenures.begin(shard, sent + terms.believed().toNanos(), ++term);
        }
    }

    private Result<Optional<Lease>> write(
            String name, Optional<String> holder, Optional<Lease> seen, List<Fault> faults) {
        Result<Optional<Lease>> answer = leases.write(name, holder, terms.lease(), seen);
        if (answer instanceof Result.Failed<Optional<Lease>> failed) {
            faults.add(failed.fault());
        }
        return answer;
    }

    /**
     * Gives up everything, so that others need not wait for it to end. Called when the last write has ended.
     *
     * @return what went wrong, if anything; then others wait for the end of the lease
     */
    public Optional<Fault> resign() {
        Set<Integer> held = Set.copyOf(own.keySet());
        held.forEach(tenures::end);
        List<Fault> faults = new ArrayList<>();
        held.forEach(shard -> give(shard, own.get(shard), faults));
        if (leases.remove(AGENT + self) instanceof Result.Failed<Boolean> failed) {
            faults.add(failed.fault());
        }
        return faults.stream().findFirst();
    }
}
