package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what is set for one target, once. What cannot be told because of a problem that is already told is passed over,
 * so that one mistake gives one problem.
 */
final class TargetReader {

    private final Lookup lookup;
    private final Resources resources;
    private final Setting<String> resourceSetting;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Makes a reader.
     *
     * @param resourceSetting the setting of the resource, with a default if it need not be set
     */
    TargetReader(Lookup lookup, Resources resources, Setting<String> resourceSetting) {
        this.lookup = lookup;
        this.resources = resources;
        this.resourceSetting = resourceSetting;
    }

    /**
     * What was read.
     *
     * @param resource what is scaled, if that is known
     * @param settings everything; empty if there is a problem with this target or one of its variables
     */
    record TargetRead(
            Optional<Resource> resource,
            Optional<TargetSettings> settings,
            List<Problem> problems,
            List<String> warnings,
            List<InForce> inForce) {}

    TargetRead read() {
        Optional<Resource> resource = resource();
        Optional<Bounds> bounds = bounds(resource);
        Optional<TrackedSignal> signal = resource.flatMap(known -> new SignalReader(lookup, problems::add).read(known));
        Optional<Duration> interval = lookup.pick(SettingsTable.INTERVAL, resource.map(known -> known.platform()
                        .interval()))
                .map(Picked::value);
        Optional<Tolerance> tolerance = tolerance();
        Optional<Stabilization> stabilization = stabilization();
        Optional<String> policy = lookup.value(SettingsTable.POLICY);
        Optional<Boolean> dryRun = lookup.value(SettingsTable.DRY_RUN);
        boolean complete = Stream.of(resource, bounds, signal, interval, tolerance, stabilization, policy, dryRun)
                .allMatch(Optional::isPresent);
        Optional<TargetSettings> settings = complete && problems.isEmpty()
                ? Optional.of(new TargetSettings(
                        lookup.targetName(),
                        resource.get().id(),
                        new Policy(bounds.get(), List.of(signal.get()), tolerance.get(), stabilization.get()),
                        policy.get(),
                        interval.get(),
                        dryRun.get()))
                : Optional.empty();
        return new TargetRead(resource, settings, List.copyOf(problems), List.copyOf(warnings), lookup.inForce());
    }

    private Optional<Resource> resource() {
        Optional<Picked<String>> text = lookup.pick(resourceSetting, Optional.empty());
        if (text.isEmpty() && lookup.unset(resourceSetting)) {
            problems.add(Problem.ofVariable(
                    lookup.own(resourceSetting),
                    "is not set: must name what is scaled, " + resources.forms(),
                    Optional.empty()));
        }
        Optional<Resource> found = text.flatMap(picked -> resources.find(picked.value()));
        if (text.isPresent() && found.isEmpty()) {
            problems.add(resources.problem(text.get().variable(), text.get().value()));
        }
        return found;
    }

    private Optional<Bounds> bounds(Optional<Resource> resource) {
        Optional<Bounds> byPlatform = resource.map(Resource::platform).flatMap(Platform::defaultBounds);
        Optional<Picked<Integer>> min = lookup.pick(SettingsTable.MIN_SERVERS, byPlatform.map(Bounds::min));
        Optional<Picked<Integer>> max = lookup.pick(SettingsTable.MAX_SERVERS, byPlatform.map(Bounds::max));
        if (resource.isPresent() && max.isEmpty() && lookup.unset(SettingsTable.MAX_SERVERS)) {
            problems.add(Problem.ofVariable(
                    lookup.own(SettingsTable.MAX_SERVERS),
                    "is not set: must be " + SettingsTable.MAX_SERVERS.type().allowed() + ", since only you know what "
                            + resource.get().id() + " may cost",
                    Optional.empty()));
        }
        if (min.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        if (min.get().value() > max.get().value()) {
            problems.add(Problem.ofValue(
                    min.get().variable(),
                    min.get().shown(),
                    "must be at most " + max.get().assignment() + lookup.ofTarget(),
                    Optional.empty()));
            return Optional.empty();
        }
        if (min.get().value().equals(max.get().value())) {
            warnings.add(min.get().assignment() + " and " + max.get().assignment() + ": the size can never change"
                    + lookup.ofTarget());
        }
        return Optional.of(new Bounds(min.get().value(), max.get().value()));
    }

    private Optional<Tolerance> tolerance() {
        Optional<Double> out = lookup.value(SettingsTable.SCALE_OUT_TOLERANCE);
        Optional<Double> in = lookup.value(SettingsTable.SCALE_IN_TOLERANCE);
        return out.flatMap(known -> in.map(other -> new Tolerance(known, other)));
    }

    private Optional<Stabilization> stabilization() {
        Optional<Duration> out = lookup.value(SettingsTable.SCALE_OUT_STABILIZATION);
        Optional<Duration> in = lookup.value(SettingsTable.SCALE_IN_STABILIZATION);
        return out.flatMap(known -> in.map(other -> new Stabilization(known, other)));
    }
}
