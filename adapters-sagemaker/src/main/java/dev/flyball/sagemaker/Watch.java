package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows things of SageMaker with few calls: each is described once, and again only if the list of what changed names
 * it, or while it is not at rest. One list tells about hundreds, which a single thing does not need.
 *
 * <p>Times are compared with each other only as AWS wrote them, so that this machine's clock may be wrong. Safe for use
 * by several threads.
 *
 * @param <T> what describing yields
 */
final class Watch<T> {

    /** How many things are described in one round; the rest waits for the next. */
    static final int DESCRIBED_A_ROUND = 100;

    /**
     * The list of what changed names nothing that was deleted, so the whole list is read as often as this; in each
     * round, if it is no longer than what one call lists.
     */
    static final Duration WHOLE_LIST_EVERY = Duration.ofMinutes(10);

    /** What changed may be listed a little late, so that for a while the list goes back before what is known. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Source<T> source;
    private final SideBySide sideBySide;
    private final Map<String, T> known = new ConcurrentHashMap<>();
    private Optional<Instant> newest = Optional.empty();
    private Instant newestSince = Instant.MIN;
    private Optional<Instant> wholeListAt = Optional.empty();
    private boolean oneCall;

    Watch(Source<T> source, SideBySide sideBySide) {
        this.source = source;
        this.sideBySide = sideBySide;
    }

    /** The calls of one kind of thing. */
    interface Source<T> {

        /** Returns when each thing that changed after this time last changed; all of them without a time. */
        Result<Map<String, Instant>> changed(Optional<Instant> after);

        /** Returns how many things one call lists. */
        int listedACall();

        Result<T> describe(String name);

        Instant modified(T described);

        /** Tells whether nothing is going on that changes it without changing when it was last modified. */
        boolean settled(T described);

        /** Returns what it is, for people. */
        String name(String name);
    }

    /** Returns each of these things, or why it is not known. */
    Map<String, Result<T>> look(Collection<String> names, Instant at) {
        Set<String> asked = new LinkedHashSet<>();
        Map<String, Result<T>> seen = new LinkedHashMap<>();
        Result<Map<String, Instant>> changed = changed(names, at);
        for (String name : names) {
            T last = known.get(name);
            if (last == null || !source.settled(last) || names.size() == 1) {
                asked.add(name);
            } else if (changed instanceof Result.Ok<Map<String, Instant>> ok) {
                if (ok.value().getOrDefault(name, source.modified(last)).equals(source.modified(last))) {
                    seen.put(name, Result.ok(last));
                } else {
                    asked.add(name);
                }
            } else {
                Fault fault = ((Result.Failed<Map<String, Instant>>) changed).fault();
                if (listIsOf(fault)) {
                    seen.put(name, Result.failed(fault));
                } else {
                    asked.add(name);
                }
            }
        }
        List<String> now = asked.stream().limit(DESCRIBED_A_ROUND).toList();
        sideBySide.run(now, this::describe, source::name).forEach(seen::put);
        asked.stream().skip(DESCRIBED_A_ROUND).forEach(name -> seen.put(name, overBudget(name)));
        return seen;
    }

    /** Returns this thing as it is now. */
    Result<T> fresh(String name) {
        return describe(name);
    }

    /** Makes the next look describe this thing anew. */
    void forget(String name) {
        known.remove(name);
    }

    /** A list that cannot be had at all is done without; one that fails for now is waited for. */
    private static boolean listIsOf(Fault fault) {
        return fault.kind() != Fault.Kind.FORBIDDEN && fault.kind() != Fault.Kind.UNSUPPORTED;
    }

    private synchronized Result<Map<String, Instant>> changed(Collection<String> names, Instant at) {
        boolean nothingKnown = names.stream().noneMatch(known::containsKey);
        if (names.size() == 1 || nothingKnown) {
            return Result.ok(Map.of());
        }
        boolean whole = oneCall
                || wholeListAt.isEmpty()
                || !at.isBefore(wholeListAt.get().plus(WHOLE_LIST_EVERY));
        boolean late = !at.isBefore(newestSince.plus(OVERLAP));
        Result<Map<String, Instant>> changed =
                source.changed(whole ? Optional.empty() : newest.map(time -> late ? time : time.minus(OVERLAP)));
        if (changed instanceof Result.Ok<Map<String, Instant>> ok) {
            ok.value().values().forEach(modified -> seen(modified, at));
            if (whole) {
                wholeListAt = Optional.of(at);
                oneCall = ok.value().size() < source.listedACall();
                return Result.ok(withDeleted(ok.value()));
            }
        }
        return changed;
    }

    private Map<String, Instant> withDeleted(Map<String, Instant> listed) {
        Map<String, Instant> all = new HashMap<>(listed);
        known.keySet().forEach(name -> all.putIfAbsent(name, Instant.MAX));
        return all;
    }

    private void seen(Instant modified, Instant at) {
        if (newest.filter(time -> !time.isBefore(modified)).isEmpty()) {
            newest = Optional.of(modified);
            newestSince = at;
        }
    }

    private Result<T> describe(String name) {
        Result<T> described = source.describe(name);
        if (described instanceof Result.Ok<T> ok) {
            known.put(name, ok.value());
        } else {
            known.remove(name);
        }
        return described;
    }

    private Result<T> overBudget(String name) {
        return Result.failed(
                Fault.Kind.RATE_LIMITED,
                source.name(name) + ": not described yet; a round describes " + DESCRIBED_A_ROUND
                        + ", so that AWS does not ask for fewer calls; the next round goes on");
    }
}
