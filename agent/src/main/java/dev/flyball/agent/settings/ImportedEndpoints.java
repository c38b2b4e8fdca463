package dev.flyball.agent.settings;

import dev.flyball.agent.settings.ExpressionReader.Answer;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says what Application Auto Scaling does as variables of Flyball, one a line, and what cannot be said as comments. */
public final class ImportedEndpoints {

    private static final String POLICY = "sagemaker";
    private static final RateLimit NEVER = new RateLimit(List.of(), RateLimit.Select.OFF, RateLimit.Base.WANTED);

    private final List<String> lines = new ArrayList<>();

    private ImportedEndpoints() {}

    /** Returns the lines of an environment file that {@link SettingsReader} accepts if anything could be said. */
    public static List<String> lines(List<RegisteredTarget> registered) {
        if (registered.isEmpty()) {
            return List.of("# nothing of SageMaker is registered with Application Auto Scaling in this region");
        }
        ImportedEndpoints imported = new ImportedEndpoints();
        imported.lines.add(
                "# Flyball writes nothing to a target as long as it is registered there (CONFLICT): compare the");
        imported.lines.add("# decisions, then deregister it. Scheduled actions are not read.");
        Set<String> names = new HashSet<>();
        registered.forEach(one -> imported.add(one, names));
        return List.copyOf(imported.lines);
    }

    private void add(RegisteredTarget registered, Set<String> names) {
        lines.add("");
        lines.add("# " + registered.id());
        if (registered.target() instanceof Result.Failed<TargetId> failed) {
            unsaid(failed.fault().message());
            return;
        }
        List<Load> loads = new ArrayList<>();
        for (Result<Load> policy : registered.policies()) {
            if (policy instanceof Result.Ok<Load> ok) {
                loads.add(ok.value());
            } else if (policy instanceof Result.Failed<Load> failed) {
                unsaid(failed.fault().message());
            }
        }
        TargetId target = ((Result.Ok<TargetId>) registered.target()).value();
        if (loads.isEmpty()) {
            unsaid("the rest, since no policy of it can be");
            return;
        }
        assign(registered, target, loads, Place.ofTarget(unique(registered.id(), names)));
    }

    private void assign(RegisteredTarget registered, TargetId target, List<Load> loads, Place place) {
        set(SettingsTable.RESOURCE, place, target.toString());
        set(SettingsTable.POLICY, place, POLICY);
        if (registered.min() == 0) {
            unsaid("a MinCapacity of 0, since these signals need a server; requests and backlog do not");
        }
        set(SizeSettings.MIN_SERVERS, place, Math.max(1, registered.min()));
        set(SizeSettings.MAX_SERVERS, place, Math.max(1, registered.max()));
        Set<String> names = new HashSet<>();
        for (Load load : loads) {
            assign(load, loads.size() == 1 ? place : place.ofSignal(unique(load.policy(), names)));
        }
        Load first = loads.get(0);
        if (loads.stream()
                .anyMatch(load -> !load.scaleOutCooldown().equals(first.scaleOutCooldown())
                        || !load.scaleInCooldown().equals(first.scaleInCooldown())
                        || load.scalesIn() != first.scalesIn())) {
            unsaid("that each policy waits and removes servers in its own way; all do as " + first.policy());
        }
        first.scaleOutCooldown().ifPresent(time -> set(BehaviorSettings.SCALE_OUT_COOLDOWN, place, time));
        first.scaleInCooldown().ifPresent(time -> set(BehaviorSettings.SCALE_IN_COOLDOWN, place, time));
        if (!first.scalesIn()) {
            set(BehaviorSettings.SCALE_IN_RATE, place, NEVER);
        }
    }

    private void assign(Load load, Place place) {
        set(SignalSettings.SIGNAL_NAME, place, load.signal());
        load.query().ifPresent(query -> set(SignalSettings.QUERY, place, query));
        load.reads()
                .filter(Reads.AVERAGE::equals)
                .ifPresent(average -> set(SignalSettings.READS, place, Answer.AVERAGE));
        set(
                SignalSettings.setPoint(load.setPoint().unit()),
                place,
                load.setPoint().value());
    }

    private <T> void set(Setting<T> setting, Place place, T value) {
        String shown = setting.type().show(value);
        String line = place.variable(setting) + "=" + shown;
        if (setting.type().parse(shown).isPresent()) {
            lines.add(line);
        } else {
            unsaid(line + ", since it must be " + setting.type().allowed());
        }
    }

    private void unsaid(String what) {
        lines.add("# not said: " + what);
    }

    private static String unique(String text, Set<String> taken) {
        String plain = text.replaceFirst("^endpoint/", "")
                .replaceFirst("^inference-component/", "")
                .replace("/variant/", "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "");
        String name = plain.isEmpty() ? "POLICY" : plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + i;
        }
        return name;
    }
}
