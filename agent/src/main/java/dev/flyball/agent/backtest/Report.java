package dev.flyball.agent.backtest;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a backtest tells.
 *
 * @param scenario what was played on
 * @param runs how each policy did
 * @param recommendation what to set; empty if it was not asked for
 */
public record Report(Scenario scenario, List<PolicyRun> runs, Optional<Recommendation> recommendation) {

    public Report {
        Objects.requireNonNull(scenario, "scenario");
        runs = List.copyOf(runs);
        Objects.requireNonNull(recommendation, "recommendation");
    }
}
