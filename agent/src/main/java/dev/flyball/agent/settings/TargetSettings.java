package dev.flyball.agent.settings;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.Objects;

/**
 * What is set for one target.
 *
 * @param name its name for people; {@code default} for the only target of an agent that names none
 * @param resource what is scaled; no other target has the same
 * @param policy what it is held to
 * @param policyName one of {@link dev.flyball.core.policy.Presets#names}
 * @param interval the time between two rounds, 1 s to 1 h
 * @param dryRun true if nothing may be changed
 * @param prices what its servers cost
 */
public record TargetSettings(
        String name,
        TargetId resource,
        Policy policy,
        String policyName,
        Duration interval,
        boolean dryRun,
        Prices prices) {

    public TargetSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(policyName, "policyName");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(prices, "prices");
    }

    /** Makes the settings of a target of which no price is known. */
    public TargetSettings(
            String name, TargetId resource, Policy policy, String policyName, Duration interval, boolean dryRun) {
        this(name, resource, policy, policyName, interval, dryRun, Prices.unknown());
    }

    /** Returns what holds for one of the targets that {@link #resource} selects. */
    public TargetSettings of(TargetId selected) {
        String own = selected.path().substring(selected.path().lastIndexOf('/') + 1);
        return new TargetSettings(
                name.equals(Place.unnamed().targetName()) ? own : name + "-" + own,
                selected,
                policy.of(selected),
                policyName,
                interval,
                dryRun,
                prices);
    }
}
