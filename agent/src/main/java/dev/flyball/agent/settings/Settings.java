package dev.flyball.agent.settings;

import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that is set, checked.
 *
 * @param targets what is scaled, at least one, by name
 * @param builtInSimulation true if no variable is set at all, so that a simulated endpoint is scaled
 * @param logDecisions which decisions are logged
 * @param simulationSpeed how many times faster than life simulated endpoints run, 1 to 3600
 * @param prometheus where PromQL is asked, if anywhere
 * @param podName the pod that this agent runs in, if it is set
 * @param stateDirectory where memories are kept, if anywhere
 * @param shards in how many shards several agents divide the targets; empty for an agent that is alone
 * @param leases what the leases of the shards are called
 * @param apiToken what operators must show to steer; empty if nobody may
 * @param webhook who is told of changes and obstacles, if anybody
 * @param warnings what is allowed but probably not meant, one line each, for people
 * @param inForce each value and where it comes from, target by target, those of the whole agent last
 */
public record Settings(
        List<TargetSettings> targets,
        boolean builtInSimulation,
        LogDecisions logDecisions,
        int simulationSpeed,
        Optional<PrometheusServer> prometheus,
        Optional<String> podName,
        Optional<Path> stateDirectory,
        Optional<Integer> shards,
        String leases,
        Optional<Secret> apiToken,
        Optional<Webhook> webhook,
        List<String> warnings,
        List<InForce> inForce) {

    public Settings {
        targets = List.copyOf(targets);
        Objects.requireNonNull(logDecisions, "logDecisions");
        Objects.requireNonNull(prometheus, "prometheus");
        Objects.requireNonNull(podName, "podName");
        Objects.requireNonNull(stateDirectory, "stateDirectory");
        Objects.requireNonNull(shards, "shards");
        Objects.requireNonNull(leases, "leases");
        Objects.requireNonNull(apiToken, "apiToken");
        Objects.requireNonNull(webhook, "webhook");
        warnings = List.copyOf(warnings);
        inForce = List.copyOf(inForce);
    }
}
