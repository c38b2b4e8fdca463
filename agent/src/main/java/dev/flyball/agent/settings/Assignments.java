package dev.flyball.agent.settings;

import dev.flyball.agent.settings.ExpressionReader.Answer;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.HorizontalAutoscaler;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import dev.flyball.kubernetes.HorizontalAutoscaler.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes one target as variables, each as the {@link SettingsReader} reads it back; what it would refuse, as comments.
 */
final class Assignments {

    private static final String POLICY = "hpa";

    private final Place place;
    private final List<String> lines = new ArrayList<>();

    Assignments(String name) {
        this.place = Place.ofTarget(name);
    }

    /** Returns the lines that do what this autoscaler does, which has at least one of {@code loads}. */
    List<String> of(HorizontalAutoscaler hpa, TargetId target, List<Load> loads) {
        set(SettingsTable.RESOURCE, place, target.toString());
        set(SettingsTable.POLICY, place, POLICY);
        bounds(hpa, loads);
        loads(loads);
        pace(hpa.out(), BehaviorSettings.SCALE_OUT_STABILIZATION, BehaviorSettings.SCALE_OUT_TOLERANCE);
        set(BehaviorSettings.SCALE_OUT_RATE, hpa.out().rate());
        pace(hpa.in(), BehaviorSettings.SCALE_IN_STABILIZATION, BehaviorSettings.SCALE_IN_TOLERANCE);
        set(BehaviorSettings.SCALE_IN_RATE, hpa.in().rate());
        return List.copyOf(lines);
    }

    private void bounds(HorizontalAutoscaler hpa, List<Load> loads) {
        boolean atZero = loads.stream().anyMatch(Assignments::isThereWithoutServers);
        if (hpa.min() == 0 && !atZero) {
            lines.add("# not said: minReplicas 0, since no metric is there without pods");
        }
        set(SizeSettings.MIN_SERVERS, place, atZero ? hpa.min() : Math.max(1, hpa.min()));
        set(SizeSettings.MAX_SERVERS, place, hpa.max());
        if (hpa.min() == 0 && atZero) {
            set(SizeSettings.SCALE_TO_ZERO, place, true);
        }
    }

    private static boolean isThereWithoutServers(Load load) {
        boolean ofPods = load.query().filter(query -> query.startsWith("pods/")).isPresent();
        return load.setPoint().unit() == SetPoint.Unit.PER_SERVER
                && load.reads().isEmpty()
                && !ofPods;
    }

    private void loads(List<Load> loads) {
        if (loads.size() == 1) {
            load(loads.get(0), place);
            return;
        }
        Set<String> names = new HashSet<>();
        loads.forEach(load -> load(load, place.ofSignal(unique(load.signal(), names))));
    }

    private void load(Load load, Place of) {
        set(SignalSettings.SIGNAL_NAME, of, load.signal());
        load.query().ifPresent(query -> set(SignalSettings.QUERY, of, query));
        load.reads().filter(Reads.AVERAGE::equals).ifPresent(average -> set(SignalSettings.READS, of, Answer.AVERAGE));
        set(SignalSettings.setPoint(load.setPoint().unit()), of, load.setPoint().value());
    }

    private void pace(Pace pace, Setting<Duration> stabilization, Setting<Double> tolerance) {
        set(stabilization, pace.stabilization());
        set(tolerance, pace.tolerance());
    }

    private <T> void set(Setting<T> setting, Optional<T> value) {
        value.ifPresent(known -> set(setting, place, known));
    }

    private <T> void set(Setting<T> setting, Place of, T value) {
        String shown = setting.type().show(value);
        String line = of.variable(setting) + "=" + shown;
        lines.add(
                setting.type().parse(shown).isPresent()
                        ? line
                        : "# not said: " + line + ", since it must be "
                                + setting.type().allowed());
    }

    /** Returns a name for variables that is not taken yet, and takes it. */
    static String unique(String text, Set<String> taken) {
        String plain = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + i;
        }
        return name;
    }
}
