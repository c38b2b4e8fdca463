package dev.flyball.agent.state;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.target.TargetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of some targets, from before and from the rounds of now. Used by one thread at a time. */
final class Ledger {

    private final StateJson json;

    /** What was read at the start and no round has taken over yet. */
    private final Map<TargetId, Kept> unclaimed = new HashMap<>();

    /** What was ordered since then, of the targets that are still there. */
    private final Map<TargetId, Orders> ordered = new HashMap<>();

    private final Map<Object, List<Kept>> byOwner = new HashMap<>();

    Ledger(StateJson json) {
        this.json = json;
    }

    /** Takes over what was kept before. */
    void find(Collection<Kept> kept) {
        kept.forEach(one -> unclaimed.put(one.target(), one));
    }

    /** Returns what was found of a target, as far as it fits its settings of now. */
    Optional<Kept> recall(TargetSettings target) {
        return Optional.ofNullable(unclaimed.get(target.resource()))
                .map(this::asOrdered)
                .map(kept -> json.fitted(kept, Fit.of(target)))
                .map(kept -> kept.last() ? kept : json.uncertain(kept));
    }

    /** Takes what the rounds of {@code owner} know in the place of what they knew. */
    void keep(Object owner, List<Kept> now) {
        List<Kept> before = byOwner.put(owner, List.copyOf(now));
        Set<TargetId> own = now.stream().map(Kept::target).collect(Collectors.toSet());
        unclaimed.keySet().removeAll(own);
        if (before != null) {
            before.stream()
                    .map(Kept::target)
                    .filter(target -> !own.contains(target))
                    .forEach(ordered::remove);
        }
    }

    void order(TargetSettings target, Orders orders) {
        TargetId id = target.resource();
        ordered.put(id, orders);
        if (byOwner.values().stream().flatMap(List::stream).noneMatch(kept -> kept.target()
                .equals(id))) {
            unclaimed.putIfAbsent(id, new Kept(id, Fit.of(target), Memory.empty(), Optional.empty(), orders, true));
        }
    }

    /** Forgets what was found and no round has taken over. */
    void forgetUnclaimed() {
        unclaimed.clear();
    }

    /** Returns all that is known. */
    List<Kept> all() {
        List<Kept> all = new ArrayList<>(unclaimed.values());
        byOwner.values().forEach(all::addAll);
        all.replaceAll(this::asOrdered);
        return all;
    }

    /** What a round handed in may be older than an order that was given while it ended. */
    private Kept asOrdered(Kept kept) {
        return kept.under(ordered.getOrDefault(kept.target(), kept.orders()));
    }
}
