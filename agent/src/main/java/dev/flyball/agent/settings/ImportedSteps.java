package dev.flyball.agent.settings;

import dev.flyball.agent.settings.ExpressionReader.Answer;
import dev.flyball.core.policy.Steps;
import dev.flyball.sagemaker.RegisteredTarget.Stepped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step scaling policies of one metric, which are one signal with steps: some add servers, others remove some.
 *
 * @param policies at least one
 */
record ImportedSteps(List<Stepped> policies) {

    ImportedSteps {
        policies = List.copyOf(policies);
    }

    /** Returns what can be said of these policies, after writing what cannot. */
    static List<ImportedSteps> of(List<Stepped> stepped, ImportedLines lines) {
        Map<String, List<Stepped>> byMetric = new LinkedHashMap<>();
        stepped.forEach(policy -> byMetric.computeIfAbsent(
                        policy.signal() + " " + policy.query().orElse(""), key -> new ArrayList<>())
                .add(policy));
        List<ImportedSteps> said = new ArrayList<>();
        for (List<Stepped> policies : byMetric.values()) {
            ImportedSteps steps = new ImportedSteps(policies);
            Optional<String> why = steps.obstacle();
            why.ifPresent(text -> lines.unsaid(steps.names() + ": " + text));
            if (why.isEmpty()) {
                said.add(steps);
            }
        }
        return said;
    }

    /** Writes the signals of a target. */
    static void write(List<ImportedSteps> all, Place place, ImportedLines lines) {
        lines.differs(
                "servers are added to those that are ready, and none is removed that the rest could not do without");
        Set<String> names = new HashSet<>();
        for (ImportedSteps steps : all) {
            Place signal = all.size() == 1
                    ? place
                    : place.ofSignal(ImportedLines.unique(steps.first().policy(), names));
            steps.write(signal, lines);
        }
        ImportedSteps first = all.get(0);
        first.cooldown(true).ifPresent(time -> lines.set(BehaviorSettings.SCALE_OUT_COOLDOWN, place, time));
        first.cooldown(false).ifPresent(time -> lines.set(BehaviorSettings.SCALE_IN_COOLDOWN, place, time));
        boolean alike = all.stream()
                .allMatch(other -> other.cooldown(true).equals(first.cooldown(true))
                        && other.cooldown(false).equals(first.cooldown(false)));
        if (!alike) {
            lines.differs("each policy waits in its own way, and here all as " + first.names());
        }
    }

    private void write(Place place, ImportedLines lines) {
        policies.forEach(policy -> policy.differs().forEach(what -> lines.differs(policy.policy() + " " + what)));
        lines.set(SignalSettings.SIGNAL_NAME, place, first().signal());
        first().query().ifPresent(query -> {
            lines.set(SignalSettings.QUERY, place, query);
            lines.set(SignalSettings.READS, place, Answer.AVERAGE);
        });
        lines.set(SignalSettings.STEPS, place, steps());
        lasting(true).ifPresent(time -> lines.set(BehaviorSettings.SCALE_OUT_STABILIZATION, place, time));
        lasting(false).ifPresent(time -> lines.set(BehaviorSettings.SCALE_IN_STABILIZATION, place, time));
    }

    private Optional<String> obstacle() {
        if (policies.stream().noneMatch(Stepped::adds)) {
            return Optional.of("nothing of the same metric adds servers, and FLYBALL_STEPS needs a step that does");
        }
        String shown = StepsText.show(steps());
        if (SignalSettings.STEPS.type().parse(shown).isEmpty()) {
            return Optional.of(shown + " must be " + SignalSettings.STEPS.type().allowed());
        }
        ValueType<Double> load = SignalSettings.load(first().unit());
        return steps().steps().stream()
                        .allMatch(step -> load.parse(load.show(step.bound())).isPresent())
                ? Optional.empty()
                : Optional.of(shown + " must have loads that are " + load.allowed());
    }

    private Steps steps() {
        return new Steps(policies.stream()
                .flatMap(policy -> policy.steps().steps().stream())
                .toList());
    }

    private Stepped first() {
        return policies.get(0);
    }

    private String names() {
        List<String> names = policies.stream().map(Stepped::policy).toList();
        return (names.size() == 1 ? "policy " : "policies ") + String.join(", ", names);
    }

    private Optional<Duration> lasting(boolean adding) {
        return policies.stream()
                .filter(policy -> policy.adds() == adding)
                .map(Stepped::lasting)
                .max(Duration::compareTo);
    }

    private Optional<Duration> cooldown(boolean adding) {
        return policies.stream()
                .filter(policy -> policy.adds() == adding)
                .flatMap(policy -> policy.cooldown().stream())
                .max(Duration::compareTo);
    }
}
