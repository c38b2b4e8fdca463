package dev.flyball.agent.settings;

import dev.flyball.agent.settings.TargetReader.TargetRead;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
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
        List<TargetName> names = names(variables);
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

        List<Problem> problems = new ArrayList<>(variables.problems());
        targets.forEach(target -> problems.addAll(target.problems()));
        problems.addAll(resourceBesideTargets(variables));
        problems.addAll(sameResource(names, targets));
        problems.addAll(setPointsOfNoTarget(variables, targets));
        if (!problems.isEmpty()) {
            return new ReadSettings.Invalid(problems);
        }
        List<String> warnings = new ArrayList<>();
        targets.forEach(target -> warnings.addAll(target.warnings()));
        warnings.addAll(speedOfNoSimulation(variables, targets));
        return new ReadSettings.Valid(new Settings(
                targets.stream().flatMap(target -> target.settings().stream()).toList(),
                !variables.any(),
                logDecisions.orElseThrow(),
                simulationSpeed.orElseThrow(),
                warnings,
                Stream.concat(targets.stream().flatMap(target -> target.inForce().stream()), agent.inForce().stream())
                        .toList()));
    }

    private static List<TargetName> names(Variables variables) {
        if (!variables.targets().isEmpty()) {
            return List.copyOf(variables.targets().values());
        }
        boolean onlyMisnamed = variables.nameTargets()
                && variables
                        .variable(SettingsTable.RESOURCE, TargetName.unnamed())
                        .isEmpty();
        return onlyMisnamed ? List.of() : List.of(TargetName.unnamed());
    }

    private static List<Problem> resourceBesideTargets(Variables variables) {
        if (variables.targets().isEmpty()) {
            return List.of();
        }
        TargetName first = variables.targets().get(variables.targets().firstKey());
        return variables
                .given(SettingsTable.RESOURCE, TargetName.unnamed())
                .map(given -> Problem.ofValue(
                        given.variable(),
                        given.value(),
                        "must not stand beside named targets; name this target too, like "
                                + first.variable(SettingsTable.RESOURCE) + ", or remove it",
                        Optional.empty()))
                .stream()
                .toList();
    }

    private static List<Problem> sameResource(List<TargetName> names, List<TargetRead> targets) {
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

    /** A set point for all targets that fits none of them would be silently without effect. */
    private static List<Problem> setPointsOfNoTarget(Variables variables, List<TargetRead> targets) {
        boolean named = !variables.targets().isEmpty();
        if (!named || targets.stream().anyMatch(target -> target.settings().isEmpty())) {
            return List.of();
        }
        return Stream.of(SetPoint.Unit.values())
                .filter(unit -> targets.stream()
                        .noneMatch(target -> signalUnit(target.settings().orElseThrow()) == unit))
                .map(SignalReader::settingOf)
                .flatMap(setting -> variables.given(setting, TargetName.unnamed()).stream()
                        .map(given -> Problem.ofValue(
                                given.variable(),
                                setting.type().show(given.value()),
                                "must not be set, since no target has a signal of this kind; remove it",
                                Optional.empty())))
                .toList();
    }

    private static SetPoint.Unit signalUnit(TargetSettings target) {
        return target.policy().signals().get(0).setPoint().unit();
    }

    private static List<String> speedOfNoSimulation(Variables variables, List<TargetRead> targets) {
        boolean simulated = targets.stream()
                .flatMap(target -> target.resource().stream())
                .anyMatch(resource -> resource.id().scheme().equals(BUILT_IN_SIMULATION.scheme()));
        return variables
                .given(SettingsTable.SIMULATION_SPEED, TargetName.unnamed())
                .filter(given -> !simulated)
                .map(given -> given.variable() + "=" + given.value() + ": has no effect, since no target is simulated")
                .stream()
                .toList();
    }
}
