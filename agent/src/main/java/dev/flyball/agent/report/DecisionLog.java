package dev.flyball.agent.report;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.LogDecisions;
import dev.flyball.agent.settings.Settings;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.decision.Reason;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteMode;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes one line for each decision, or only for those that differ from the one before, as
 * {@code FLYBALL_LOG_DECISIONS} says.
 */
@Singleton
public final class DecisionLog implements RoundListener {

    private static final Logger LOG = Logger.getLogger("flyball");
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final boolean all;
    private final Adapters adapters;
    private final Map<String, Told> last = new HashMap<>();

    private record Told(int size, Reason reason, WriteMode mode) {}

    DecisionLog(Settings settings, Adapters adapters) {
        this.all = settings.logDecisions() == LogDecisions.ALL;
        this.adapters = adapters;
    }

    @Override
    public synchronized void decided(Decided event) {
        Told told = new Told(event.decision().size(), event.decision().reason(), event.mode());
        boolean repeated = told.equals(last.put(event.target().name(), told));
        if (all || !repeated || event.decision().found().isPresent()) {
            LOG.info(line(event));
        }
        event.lastOutcome().ifPresent(outcome -> {
            if (outcome instanceof Outcome.Deferred deferred) {
                LOG.infof("%s: the change was put off: %s", event.target().name(), deferred.why());
            }
        });
    }

    private String line(Decided event) {
        boolean simulated = adapters.timeOf(event.target().resource()).speed() != 1;
        String time = simulated ? " at " + HOUR.format(event.decision().at()) + " simulated" : "";
        String held = event.hold()
                .filter(hold -> event.decision().change().isPresent())
                .map(hold -> " (not written: " + hold.mode() + ", " + hold.why() + ")")
                .orElse("");
        return event.target().name() + time + ": " + Explanation.line(event.decision()) + held;
    }
}
