package dev.flyball.agent.settings;

import dev.flyball.agent.settings.InForce.Source;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Presets.Knobs;
import dev.flyball.core.target.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the values come from that are not set: another autoscaler that a target is to decide as, or the table's
 * defaults.
 *
 * @param name the policy's name, with the variable that sets it
 */
record Model(Picked<String> name) {

    /** With zero, so that what a model does there can be seen too. */
    private static final Bounds ANY = new Bounds(0, 1);

    /** Tells whether the target decides by Flyball's own rules. */
    boolean own() {
        return name.value().equals(SettingsTable.POLICY.fallback().orElseThrow());
    }

    /** Returns this signal as the model looks at it. */
    TrackedSignal lookAt(TrackedSignal signal) {
        return policy(List.of(signal)).signals().get(0);
    }

    /** Returns a value of the model's policy, or empty if the table's default holds. */
    <T> Optional<T> of(List<TrackedSignal> signals, Function<Policy, T> value) {
        return own() || signals.isEmpty() ? Optional.empty() : Optional.of(value.apply(policy(signals)));
    }

    /** Returns where such values come from. */
    Source source() {
        return new Source.Follows(name.variable());
    }

    private Policy policy(List<TrackedSignal> signals) {
        return Presets.of(name.value(), ANY, signals, Knobs.defaults());
    }
}
