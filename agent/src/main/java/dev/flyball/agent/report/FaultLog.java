package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says each fault once when it begins, or becomes another, and once when it is over. */
@Singleton
public final class FaultLog implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");

    private final Map<String, Map<String, Open>> openByTarget = new HashMap<>();

    /** What cannot be done, of which sort and why. */
    private record Trouble(String kind, String message) {
        static Trouble of(Fault fault) {
            return new Trouble(fault.kind().name(), fault.message());
        }
    }

    private record Open(Trouble trouble, Instant since) {}

    @Override
    public synchronized void decided(Decided event) {
        String target = event.target().name();
        Instant at = event.decision().at();
        Map<String, Open> before = openByTarget.getOrDefault(target, Map.of());
        Map<String, Open> now = new LinkedHashMap<>();
        troubles(event, before).forEach((what, trouble) -> {
            Open known = before.get(what);
            if (known != null && known.trouble().kind().equals(trouble.kind())) {
                now.put(what, known);
            } else {
                LOG.warnf("%s: cannot %s: %s (%s)", target, what, trouble.message(), trouble.kind());
                now.put(what, new Open(trouble, at));
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
