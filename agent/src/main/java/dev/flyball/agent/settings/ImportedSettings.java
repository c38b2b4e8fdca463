package dev.flyball.agent.settings;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.HorizontalAutoscaler;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what HorizontalPodAutoscalers do as variables of Flyball, one a line, and what cannot be said as comments. */
public final class ImportedSettings {

    private ImportedSettings() {}

    /** Returns the lines of an environment file that {@link SettingsReader} accepts if anything could be said. */
    public static List<String> lines(List<HorizontalAutoscaler> autoscalers) {
        if (autoscalers.isEmpty()) {
            return List.of("# no HorizontalPodAutoscaler found");
        }
        List<String> lines = new ArrayList<>(List.of(
                "# Flyball writes nothing to a target as long as its HorizontalPodAutoscaler exists (CONFLICT):",
                "# compare the decisions, then delete it."));
        Set<String> names = new HashSet<>();
        Map<TargetId, String> taken = new HashMap<>();
        for (HorizontalAutoscaler hpa : autoscalers) {
            lines.add("");
            lines.add("# HorizontalPodAutoscaler " + hpa.namespace() + "/" + hpa.name());
            lines.addAll(lines(hpa, names, taken));
        }
        return List.copyOf(lines);
    }

    private static List<String> lines(HorizontalAutoscaler hpa, Set<String> names, Map<TargetId, String> taken) {
        if (hpa.target() instanceof Result.Failed<TargetId> failed) {
            return List.of(unsaid(failed.fault()));
        }
        TargetId target = ((Result.Ok<TargetId>) hpa.target()).value();
        String first = taken.putIfAbsent(target, hpa.namespace() + "/" + hpa.name());
        if (first != null) {
            return List.of("# not said: " + target + " is the target of " + first + " already");
        }
        List<String> lines = new ArrayList<>();
        List<Load> loads = new ArrayList<>();
        for (Result<Load> load : hpa.loads()) {
            if (load instanceof Result.Ok<Load> ok && isAllowed(ok.value())) {
                loads.add(ok.value());
            } else if (load instanceof Result.Ok<Load> ok) {
                lines.add("# not said: a target of " + ok.value().setPoint().value() + " for "
                        + ok.value().signal());
            } else {
                lines.add(unsaid(((Result.Failed<Load>) load).fault()));
            }
        }
        if (loads.isEmpty()) {
            lines.add("# not said: the rest, since no metric of it can be");
            return lines;
        }
        lines.addAll(new Assignments(Assignments.unique(hpa.name(), names)).of(hpa, target, loads));
        return lines;
    }

    private static boolean isAllowed(Load load) {
        ValueType<Double> type = SignalSettings.setPoint(load.setPoint().unit()).type();
        return type.parse(type.show(load.setPoint().value())).isPresent();
    }

    private static String unsaid(Fault fault) {
        return "# not said: " + fault.message();
    }
}
