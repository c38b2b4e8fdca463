package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Says each fault once when it begins, or becomes another, and once when it is over. */
@Singleton
public final class FaultLog implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final Map<String, Map<String, Open>> openByTarget = new HashMap<>();

    private record Open(Fault fault, Instant since) {}

    @Override
    public synchronized void decided(Decided event) {
        String target = event.target().name();
        Instant at = event.decision().at();
        Map<String, Open> before = openByTarget.getOrDefault(target, Map.of());
        Map<String, Open> now = new LinkedHashMap<>();
        faults(event, before).forEach((what, fault) -> {
            Open known = before.get(what);
            if (known != null && known.fault().kind() == fault.kind()) {
                now.put(what, known);
            } else {
                LOG.warnf("%s: cannot %s: %s (%s)", target, what, fault.message(), fault.kind());
                now.put(what, new Open(fault, at));
            }
        });
        before.forEach((what, open) -> {
            if (!now.containsKey(what)) {
                LOG.infof(
                        "%s: can %s again, after %d s",
                        target, what, Duration.between(open.since(), at).toSeconds());
            }
        });
        openByTarget.put(target, now);
    }

    /** The faults of this round by what they keep from being done. */
    private static Map<String, Fault> faults(Decided event, Map<String, Open> before) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        if (event.decision().fleet() instanceof Result.Failed<Fleet> failed) {
            faults.put("see " + event.target().resource(), failed.fault());
        } else {
            event.decision().demands().forEach(demand -> {
                if (demand instanceof Demand.Unknown unknown) {
                    faults.put("use " + unknown.query().signal(), unknown.fault());
                }
            });
        }
        String write = "change " + event.target().resource();
        Outcome outcome = event.lastOutcome().orElse(null);
        if (outcome instanceof Outcome.Refused refused) {
            faults.put(write, refused.fault());
        } else if (!(outcome instanceof Outcome.Applied) && before.containsKey(write)) {
            // Until a write succeeds, or none is wanted any more, nobody knows that it would.
            boolean wanted = event.decision().change().isPresent() || outcome != null;
            if (wanted) {
                faults.put(write, Objects.requireNonNull(before.get(write)).fault());
            }
        }
        return faults;
    }
}
