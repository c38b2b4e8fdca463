package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells what cannot be done to a target when that begins, or becomes of another sort, and when it is over. */
final class Troubles {

    private final Map<String, Map<String, Open>> openByTarget = new HashMap<>();

    /** What cannot be done, of which sort and why. */
    private record Trouble(String kind, String message) {
        static Trouble of(Fault fault) {
            return new Trouble(fault.kind().name(), fault.message());
        }
    }

    private record Open(Trouble trouble, Instant since) {}

    /**
     * Something begins to be impossible.
     *
     * @param what what it is, as in "cannot use cpu"
     * @param kind the code of its fault or write mode
     * @param message why, for people
     */
    record Begun(String what, String kind, String message) {}

    /** Something is possible again after this time. */
    record Ended(String what, Duration after) {}

    /** What is new in a round. */
    record News(List<Begun> begun, List<Ended> ended) {}

    /** Returns what is new in this round. */
    synchronized News in(Decided event) {
        String target = event.target().name();
        Instant at = event.decision().at();
        Map<String, Open> before = openByTarget.getOrDefault(target, Map.of());
        Map<String, Open> now = new LinkedHashMap<>();
        List<Begun> begun = new ArrayList<>();
        troubles(event, before).forEach((what, trouble) -> {
            Open known = before.get(what);
            if (known != null && known.trouble().kind().equals(trouble.kind())) {
                now.put(what, known);
            } else {
                begun.add(new Begun(what, trouble.kind(), trouble.message()));
                now.put(what, new Open(trouble, at));
            }
        });
        List<Ended> ended = before.entrySet().stream()
                .filter(open -> !now.containsKey(open.getKey()))
                .map(open -> new Ended(
                        open.getKey(), Duration.between(open.getValue().since(), at)))
                .toList();
        openByTarget.put(target, now);
        return new News(begun, ended);
    }

    /** Forgets a target that is none any more. */
    synchronized void forget(TargetSettings target) {
        openByTarget.remove(target.name());
    }

    /** What went wrong in this round by what they keep from being done. */
    private static Map<String, Trouble> troubles(Decided event, Map<String, Open> before) {
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        if (event.decision().fleet() instanceof Result.Failed<Fleet> failed) {
            troubles.put("see " + event.target().resource(), Trouble.of(failed.fault()));
        } else {
            event.decision().demands().forEach(demand -> {
                if (demand instanceof Demand.Unknown unknown) {
                    troubles.put("use " + unknown.query().signal(), Trouble.of(unknown.fault()));
                }
            });
        }
        String write = "change " + event.target().resource();
        Optional<WriteHold> hold = event.hold().filter(known -> known.mode() != WriteMode.DRY_RUN);
        Outcome outcome = event.lastOutcome().orElse(null);
        if (hold.isPresent()) {
            troubles.put(write, new Trouble(hold.get().mode().name(), hold.get().why()));
        } else if (outcome instanceof Outcome.Refused refused) {
            troubles.put(write, Trouble.of(refused.fault()));
        } else if (!(outcome instanceof Outcome.Applied) && before.containsKey(write)) {
            // Until a write succeeds, or none is wanted any more, nobody knows that it would.
            boolean wanted = event.decision().change().isPresent() || outcome != null;
            if (wanted) {
                troubles.put(write, Objects.requireNonNull(before.get(write)).trouble());
            }
        }
        return troubles;
    }
}
