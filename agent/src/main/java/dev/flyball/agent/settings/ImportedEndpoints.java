package dev.flyball.agent.settings;

import dev.flyball.agent.settings.ExpressionReader.Answer;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import dev.flyball.sagemaker.RegisteredTarget.Stepped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says what Application Auto Scaling does as variables of Flyball, one a line, and what cannot be said as comments. */
public final class ImportedEndpoints {

    private static final String POLICY = "sagemaker";
    private static final RateLimit NEVER = new RateLimit(List.of(), RateLimit.Select.OFF, RateLimit.Base.WANTED);

    private final ImportedLines lines = new ImportedLines();

    private ImportedEndpoints() {}

    /** Returns the lines of an environment file that {@link SettingsReader} accepts if anything could be said. */
    public static List<String> lines(List<RegisteredTarget> registered) {
        if (registered.isEmpty()) {
            return List.of("# nothing of SageMaker is registered with Application Auto Scaling in this region");
        }
        ImportedEndpoints imported = new ImportedEndpoints();
        imported.lines.comment(
                "Flyball writes nothing to a target as long as it is registered there (CONFLICT): compare the");
        imported.lines.comment("decisions, then deregister it.");
        Set<String> names = new HashSet<>();
        registered.forEach(one -> imported.add(one, names));
        return imported.lines.all();
    }

    private void add(RegisteredTarget registered, Set<String> names) {
        lines.gap();
        lines.comment(registered.id());
        if (registered.target() instanceof Result.Failed<TargetId> failed) {
            lines.unsaid(failed.fault().message());
            return;
        }
        TargetId target = ((Result.Ok<TargetId>) registered.target()).value();
        List<Load> loads = said(registered.policies());
        List<Stepped> stepped = said(registered.steps());
        Place place = Place.ofTarget(ImportedLines.unique(registered.id(), names));
        List<ImportedSteps> steps = loads.isEmpty() ? ImportedSteps.of(stepped, lines) : List.of();
        if (loads.isEmpty() && steps.isEmpty()) {
            lines.unsaid("the rest, since no policy of it can be");
            return;
        }
        lines.set(SettingsTable.RESOURCE, place, target.toString());
        if (!loads.isEmpty()) {
            lines.set(SettingsTable.POLICY, place, POLICY);
        }
        Bounds bounds = bounds(registered, place);
        new ImportedSchedule(lines).write(said(registered.schedule()), bounds, place);
        if (loads.isEmpty()) {
            ImportedSteps.write(steps, place, lines);
            return;
        }
        stepped.forEach(policy -> lines.unsaid("policy " + policy.policy()
                + ", since steps cannot stand beside FLYBALL_POLICY=" + POLICY + "; by itself it is "
                + SignalSettings.STEPS.variable() + "=" + StepsText.show(policy.steps()) + " of "
                + policy.query().orElse(policy.signal())));
        track(loads, place);
    }

    private <T> List<T> said(List<Result<T>> results) {
        List<T> said = new ArrayList<>();
        for (Result<T> result : results) {
            if (result instanceof Result.Ok<T> ok) {
                said.add(ok.value());
            } else if (result instanceof Result.Failed<T> failed) {
                lines.unsaid(failed.fault().message());
            }
        }
        return said;
    }

    private Bounds bounds(RegisteredTarget registered, Place place) {
        if (registered.min() == 0) {
            lines.unsaid("a MinCapacity of 0, since these signals need a server; requests and backlog do not");
        }
        Bounds bounds =
                new Bounds(Math.max(1, registered.min()), Math.max(1, Math.max(registered.min(), registered.max())));
        lines.set(SizeSettings.MIN_SERVERS, place, bounds.min());
        lines.set(SizeSettings.MAX_SERVERS, place, bounds.max());
        return bounds;
    }

    private void track(List<Load> loads, Place place) {
        Set<String> names = new HashSet<>();
        for (Load load : loads) {
            assign(load, loads.size() == 1 ? place : place.ofSignal(ImportedLines.unique(load.policy(), names)));
        }
        Load first = loads.get(0);
        if (loads.stream()
                .anyMatch(load -> !load.scaleOutCooldown().equals(first.scaleOutCooldown())
                        || !load.scaleInCooldown().equals(first.scaleInCooldown())
                        || load.scalesIn() != first.scalesIn())) {
            lines.unsaid("that each policy waits and removes servers in its own way; all do as " + first.policy());
        }
        first.scaleOutCooldown().ifPresent(time -> lines.set(BehaviorSettings.SCALE_OUT_COOLDOWN, place, time));
        first.scaleInCooldown().ifPresent(time -> lines.set(BehaviorSettings.SCALE_IN_COOLDOWN, place, time));
        if (!first.scalesIn()) {
            lines.set(BehaviorSettings.SCALE_IN_RATE, place, NEVER);
        }
    }

    private void assign(Load load, Place place) {
        lines.set(SignalSettings.SIGNAL_NAME, place, load.signal());
        load.query().ifPresent(query -> lines.set(SignalSettings.QUERY, place, query));
        load.reads()
                .filter(Reads.AVERAGE::equals)
                .ifPresent(average -> lines.set(SignalSettings.READS, place, Answer.AVERAGE));
        lines.set(
                SignalSettings.setPoint(load.setPoint().unit()),
                place,
                load.setPoint().value());
    }
}
