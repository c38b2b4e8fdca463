package dev.flyball.agent.backtest;

import dev.flyball.core.simulation.Deployment;
import dev.flyball.core.simulation.Trace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What policies are played on.
 *
 * @param source where the load is from, for people
 * @param trace the load
 * @param warmUp seconds at the beginning that are played but do not count
 * @param deployment the fleet
 * @param concurrency requests in flight in a full server
 * @param price what a server costs for an hour
 * @param pace how often all decide; empty for each as often as the system that it imitates
 * @param terms all of this for people, and which of it was guessed
 */
public record Scenario(
        String source,
        Trace trace,
        int warmUp,
        Deployment deployment,
        double concurrency,
        double price,
        Optional<Pace> pace,
        List<Term> terms) {

    public Scenario {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(pace, "pace");
        terms = List.copyOf(terms);
    }

    /** Returns this scenario with another fleet. */
    public Scenario with(Deployment other) {
        return new Scenario(source, trace, warmUp, other, concurrency, price, pace, terms);
    }

    /** Returns whether the user gave the term of this name. */
    boolean given(String name) {
        return terms.stream().anyMatch(term -> term.name().equals(name) && term.isGiven());
    }

    /** Returns how often a policy decides here. */
    public Pace paceOf(String preset) {
        return pace.orElseGet(() -> Pace.ownOf(preset));
    }
}
