package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.agent.settings.RolesReader.Roles;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.agent.settings.SizeReader.Sizes;
import dev.flyball.agent.settings.TracksReader.TrackRead;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.ByRisk;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.policy.Policy;
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
        Optional<Picked<String>> policyName = lookup.pick(SettingsTable.POLICY);
        Optional<Duration> interval = lookup.pick(SettingsTable.INTERVAL, resource.map(known -> known.platform()
                        .interval()))
                .map(Picked::value);
        Optional<Boolean> dryRun = lookup.value(SettingsTable.DRY_RUN);
        Optional<Policy> policy = policyName.flatMap(name -> policy(resource, new Model(name)));
        Prices prices = policy.map(known -> new PricesReader(lookup, problems::add, warnings::add)
                        .read(known.sizing().sizes()))
                .orElseGet(Prices::unknown);
        boolean complete =
                Stream.of(resource, policyName, interval, dryRun, policy).allMatch(Optional::isPresent);
        Optional<TargetSettings> settings = complete && problems.isEmpty()
                ? Optional.of(new TargetSettings(
                        lookup.targetName(),
                        resource.get().id(),
                        policy.get(),
                        policyName.get().value(),
                        interval.get(),
                        dryRun.get(),
                        prices))
                : Optional.empty();
        return new TargetRead(
                resource,
                settings,
                List.copyOf(problems),
                warnings.stream().distinct().toList(),
                lookup.inForce());
    }

    private Optional<Resource> resource() {
        Optional<Picked<String>> text = lookup.pick(resourceSetting);
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

    private Optional<Policy> policy(Optional<Resource> resource, Model model) {
        Optional<Sizes> sizes = new SizeReader(lookup, problems::add, warnings::add).read(resource);
        List<SignalRead> signals = resource.map(
                        known -> new SignalsReader(lookup, model, problems::add, warnings::add).read(known))
                .orElse(List.of());
        Optional<Combine> combine = combine();
        Optional<Roles> roles = resource.flatMap(
                        known -> new StrategyReader(lookup, model, problems::add, warnings::add).read(known))
                .flatMap(strategy -> new RolesReader(lookup, strategy, problems::add, warnings::add).read(signals));
        List<SignalRead> loads = roles.map(Roles::loads).orElse(signals);
        RiskReader risk = new RiskReader(lookup, model, problems::add, warnings::add);
        List<SignalRead> forecast = roles.map(
                        known -> risk.forecast(loads, known.sizing().strategy(), combine.orElse(Combine.MAX)))
                .orElse(List.of());
        List<TrackRead> tracks = new TracksReader(lookup, model).read(loads, combine.orElse(Combine.MAX), forecast);
        Optional<Optional<ByRisk>> byRisk = forecast.isEmpty() || tracks.isEmpty()
                ? Optional.of(Optional.empty())
                : risk.read(tracks.get(0)).map(Optional::of);
        GuardsReader guards = new GuardsReader(lookup, model, loads, problems::add, warnings::add);
        Optional<Cooldown> cooldown = guards.cooldown();
        Optional<Optional<Burst>> burst = guards.burst();
        Optional<Blindness> blindness = guards.blindness(sizes);
        Optional<Optional<ZeroScaling>> zero = sizes.flatMap(known -> guards.zero(known, resource));
        boolean complete = Stream.of(sizes, combine, roles, byRisk, cooldown, burst, zero, blindness)
                .allMatch(Optional::isPresent);
        if (!complete || tracks.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        warnings.addAll(Cautions.of(lookup, sizes.get(), tracks));
        return Optional.of(new Policy(
                sizes.get().bounds(),
                tracks.stream().map(TrackRead::track).toList(),
                combine.get(),
                burst.get(),
                cooldown.get(),
                zero.get(),
                blindness.get(),
                sizes.get().inTime(),
                roles.get().backlog(),
                roles.get().sizing(),
                byRisk.get()));
    }

    private Optional<Combine> combine() {
        Optional<Combine> combine = lookup.value(BehaviorSettings.COMBINE);
        lookup.ownValue(BehaviorSettings.COMBINE)
                .filter(given -> lookup.signals().size() < 2)
                .ifPresent(given -> warnings.add(given.assignment() + ": has no effect on a single signal"));
        return combine;
    }
}
