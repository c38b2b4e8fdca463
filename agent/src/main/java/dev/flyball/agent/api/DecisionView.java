package dev.flyball.agent.api;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.decision.Limit;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.WriteHold;
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
 * @param forecast the load to come, if it is forecast
 * @param proposal the size the signals asked for, before any limit
 * @param limits what changed it, in this order
 * @param size the size that was decided
 * @param change what was to be written
 * @param reason its code
 * @param text the code in plain words
 * @param line the whole decision in one line
 * @param story the way from what was seen to the size, in sentences
 * @param mode whether changes are written
 * @param hold why they are not
 * @param fault why the target could not be read
 */
public record DecisionView(
        Instant at,
        Optional<Integer> servers,
        Optional<Integer> ready,
        Optional<Integer> starting,
        List<DemandView> demands,
        Optional<ForecastView> forecast,
        int proposal,
        List<LimitView> limits,
        int size,
        Optional<ChangeView> change,
        String reason,
        String text,
        String line,
        List<String> story,
        String mode,
        Optional<String> hold,
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

    /**
     * The load when a server asked for now would be ready.
     *
     * @param horizon seconds from now to then
     * @param median what it will more likely than not be below, in servers that are full
     * @param covered the load up to which it pays to be prepared, in the same unit
     * @param servers the size that takes
     * @param cause what the size is for: {@code PRESENT}, {@code LOAD}, {@code BACKLOG} or {@code SURGE}
     */
    public record ForecastView(long horizon, double median, double covered, int servers, String cause) {

        static ForecastView of(Forecast forecast) {
            return new ForecastView(
                    forecast.horizon().toSeconds(),
                    forecast.median(),
                    forecast.covered(),
                    forecast.servers(),
                    forecast.cause().name());
        }
    }

    /**
     * What changed the wish on its way from proposal to size.
     *
     * @param reason its code
     * @param text the code in plain words
     * @param from the wish before
     * @param to the wish after
     * @param until when it ends if nothing else happens, if that is known
     */
    public record LimitView(String reason, String text, int from, int to, Optional<Instant> until) {

        static LimitView of(Limit limit) {
            return new LimitView(limit.reason().name(), limit.reason().text(), limit.from(), limit.to(), limit.until());
        }
    }

    /**
     * A change that was to be written.
     *
     * @param from servers before
     * @param to servers after
     * @param serverSize the size that each is made, if that changes
     */
    public record ChangeView(int from, int to, Optional<String> serverSize) {

        static ChangeView of(Change change) {
            return new ChangeView(change.from(), change.to(), change.serverSize());
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
                decision.forecast().map(ForecastView::of),
                decision.proposal(),
                decision.limits().stream().map(LimitView::of).toList(),
                decision.size(),
                decision.change().map(ChangeView::of),
                decision.reason().name(),
                decision.reason().text(),
                Explanation.line(decision),
                Told.story(decided),
                decided.mode().name(),
                decided.hold().map(WriteHold::why),
                fault);
    }
}
