package dev.flyball.agent.settings;

import dev.flyball.agent.settings.TargetReader.TargetRead;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings from the environment. Pure: it looks at nothing but what it is given. */
public final class SettingsReader {

    /** What is scaled if no variable is set at all. */
    public static final TargetId BUILT_IN_SIMULATION = new TargetId("simulated", "endpoint");

    private SettingsReader() {}

    /**
     * Reads what is set.
     *
     * @param environment all variables of the process; those that are not Flyball's are passed over
     * @param platforms the platforms there are, among them that of {@link #BUILT_IN_SIMULATION}
     * @return the settings, or all problems at once
     */
    public static ReadSettings read(Map<String, String> environment, List<Platform> platforms) {
        Variables variables = Variables.of(environment);
        List<Place> names = names(variables);
        Resources resources = new Resources(platforms);
        Setting<String> resource = variables.any()
                ? SettingsTable.RESOURCE
                : SettingsTable.RESOURCE.withDefault(BUILT_IN_SIMULATION.toString());
        List<TargetRead> targets = names.stream()
                .map(name -> new TargetReader(Lookup.ofTarget(variables, name), resources, resource).read())
                .toList();
        Lookup agent = Lookup.ofAgent(variables);
        Optional<LogDecisions> logDecisions = agent.value(SettingsTable.LOG_DECISIONS);
        Optional<Integer> simulationSpeed = agent.value(SettingsTable.SIMULATION_SPEED);
        Optional<String> podName = agent.value(SettingsTable.POD_NAME);
        Optional<Path> stateDirectory = agent.value(SettingsTable.STATE_DIR);
        Optional<Integer> shards = agent.value(SettingsTable.SHARDS);
        Optional<String> leases = agent.value(SettingsTable.LEASES);

        List<Problem> problems = new ArrayList<>(variables.problems());
        List<String> warnings = new ArrayList<>();
        Optional<PrometheusServer> prometheus =
                new PrometheusReader(agent, problems::add, warnings::add).read(asksPrometheus(targets));
        ApiReader api = new ApiReader(agent, problems::add, warnings::add);
        Optional<Secret> apiToken = api.token();
        Optional<Webhook> webhook = api.webhook();
        targets.forEach(target -> problems.addAll(target.problems()));
        problems.addAll(unnamedBesideTargets(variables));
        problems.addAll(sameResource(names, targets));
        problems.addAll(setPointsOfNoSignal(variables, names, targets));
        if (!problems.isEmpty()) {
            return new ReadSettings.Invalid(problems.stream().distinct().toList());
        }
        targets.forEach(target -> warnings.addAll(target.warnings()));
        warnings.addAll(speedOfNoSimulation(variables, targets));
        if (shards.isPresent() && stateDirectory.isPresent()) {
            warnings.add(SettingsTable.STATE_DIR.variable() + "=" + stateDirectory.get()
                    + ": has no effect, since with " + SettingsTable.SHARDS.variable()
                    + " what is remembered is kept beside the leases");
        }
        return new ReadSettings.Valid(new Settings(
                targets.stream().flatMap(target -> target.settings().stream()).toList(),
                !variables.any(),
                logDecisions.orElseThrow(),
                simulationSpeed.orElseThrow(),
                prometheus,
                podName,
                stateDirectory,
                shards,
                leases.orElseThrow(),
                apiToken,
                webhook,
                warnings,
                Stream.concat(targets.stream().flatMap(target -> target.inForce().stream()), agent.inForce().stream())
                        .toList()));
    }

    private static List<Place> names(Variables variables) {
        if (!variables.targets().isEmpty()) {
            return variables.targets().stream().map(Place::ofTarget).toList();
        }
        boolean onlyMisnamed = variables.nameTargets()
                && variables.variable(SettingsTable.RESOURCE, Place.unnamed()).isEmpty();
        return onlyMisnamed ? List.of() : List.of(Place.unnamed());
    }

    private static List<Problem> unnamedBesideTargets(Variables variables) {
        if (variables.targets().isEmpty()) {
            return List.of();
        }
        Place first = Place.ofTarget(variables.targets().first());
        List<Problem> problems = new ArrayList<>();
        variables
                .given(SettingsTable.RESOURCE, Place.unnamed())
                .map(given -> Problem.ofValue(
                        given.variable(),
                        given.value(),
                        "must not stand beside named targets; name this target too, like "
                                + first.variable(SettingsTable.RESOURCE) + ", or remove it",
                        Optional.empty()))
                .ifPresent(problems::add);
        String signals = Place.unnamed().prefix() + Place.SIGNALS;
        variables.values().keySet().stream()
                .filter(variable -> variable.startsWith(signals))
                .map(variable -> Problem.ofVariable(
                        variable,
                        "must not stand beside named targets: set it for a target",
                        Optional.of(first.prefix() + variable.substring(Setting.PREFIX.length()))))
                .forEach(problems::add);
        return problems;
    }

    private static List<Problem> sameResource(List<Place> names, List<TargetRead> targets) {
        List<Problem> problems = new ArrayList<>();
        Map<TargetId, String> seen = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            String variable = names.get(i).variable(SettingsTable.RESOURCE);
            targets.get(i).resource().ifPresent(resource -> {
                String first = seen.putIfAbsent(resource.id(), variable);
                if (first != null) {
                    problems.add(Problem.ofValue(
                            variable,
                            resource.id().toString(),
                            "must be a resource of its own, but " + first + " is the same",
                            Optional.empty()));
                }
            });
        }
        return problems;
    }

    /** A set point for several signals that fits none of them would be silently without effect. */
    private static List<Problem> setPointsOfNoSignal(Variables variables, List<Place> names, List<TargetRead> targets) {
        if (targets.stream().anyMatch(target -> target.settings().isEmpty())) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (SetPoint.Unit unit : SetPoint.Unit.values()) {
            Setting<Double> setting = SignalSettings.setPoint(unit);
            for (int i = 0; i < names.size(); i++) {
                if (!variables.signalsOf(names.get(i)).isEmpty() && !has(targets.get(i), unit)) {
                    ofNoSignal(variables, names.get(i).variable(setting), "no signal of this target is")
                            .ifPresent(problems::add);
                }
            }
            if (!variables.targets().isEmpty() && targets.stream().noneMatch(target -> has(target, unit))) {
                ofNoSignal(variables, setting.variable(), "no target has a signal")
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> ofNoSignal(Variables variables, String variable, String why) {
        return Optional.ofNullable(variables.values().get(variable))
                .map(value -> Problem.ofValue(
                        variable,
                        value,
                        "must not be set, since " + why + " of this kind; remove it",
                        Optional.empty()));
    }

    private static boolean has(TargetRead target, SetPoint.Unit unit) {
        return target.settings().orElseThrow().policy().signals().stream()
                .anyMatch(signal -> signal.setPoint().unit() == unit);
    }

    private static boolean asksPrometheus(List<TargetRead> targets) {
        return targets.stream()
                .flatMap(target -> target.settings().stream())
                .flatMap(settings -> settings.policy().queries().stream())
                .anyMatch(query -> query.signal().equals(PrometheusAdapter.PROMQL));
    }

    private static List<String> speedOfNoSimulation(Variables variables, List<TargetRead> targets) {
        boolean simulated = targets.stream()
                .flatMap(target -> target.resource().stream())
                .anyMatch(resource -> resource.id().scheme().equals(BUILT_IN_SIMULATION.scheme()));
        return variables
                .given(SettingsTable.SIMULATION_SPEED, Place.unnamed())
                .filter(given -> !simulated)
                .map(given -> given.variable() + "=" + given.value() + ": has no effect, since no target is simulated")
                .stream()
                .toList();
    }
}
