package dev.flyball.agent.api;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision as the HTTP API shows it. What is not known is absent.
 *
 * @param at when, in the target's time
 * @param servers how many servers the platform had been asked for
 * @param ready how many of them took requests
 * @param starting how many were on their way
 * @param demands what each signal asked for
 * @param proposal the size the signals asked for, before any limit
 * @param size the size that was decided
 * @param reason its code
 * @param text the code in plain words
 * @param line the whole decision in one line
 * @param mode whether changes are written
 * @param fault why the target could not be read
 */
public record DecisionView(
        Instant at,
        Optional<Integer> servers,
        Optional<Integer> ready,
        Optional<Integer> starting,
        List<DemandView> demands,
        int proposal,
        int size,
        String reason,
        String text,
        String line,
        String mode,
        Optional<String> fault) {

    /**
     * What one signal asked for.
     *
     * @param signal the signal
     * @param load what one server carried
     * @param servers how many servers that needs
     * @param fault why it could not be used
     */
    public record DemandView(String signal, Optional<Double> load, Optional<Double> servers, Optional<String> fault) {

        static DemandView of(Demand demand) {
            String signal = demand.query().signal();
            if (demand instanceof Demand.Known known) {
                return new DemandView(
                        signal, Optional.of(known.load()), Optional.of(known.servers()), Optional.empty());
            }
            return new DemandView(
                    signal,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(((Demand.Unknown) demand).fault().message()));
        }
    }

    static DecisionView of(Decided decided) {
        Decision decision = decided.decision();
        Optional<Fleet> fleet = Optional.empty();
        Optional<String> fault = Optional.empty();
        if (decision.fleet() instanceof Result.Ok<Fleet> ok) {
            fleet = Optional.of(ok.value());
        } else if (decision.fleet() instanceof Result.Failed<Fleet> failed) {
            fault = Optional.of(failed.fault().message());
        }
        return new DecisionView(
                decision.at(),
                fleet.map(Fleet::wanted),
                fleet.map(Fleet::ready),
                fleet.map(Fleet::starting),
                decision.demands().stream().map(DemandView::of).toList(),
                decision.proposal(),
                decision.size(),
                decision.reason().name(),
                decision.reason().text(),
                Explanation.line(decision),
                decided.mode().name(),
                fault);
    }
}
