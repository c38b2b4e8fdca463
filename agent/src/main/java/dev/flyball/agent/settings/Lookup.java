package dev.flyball.agent.settings;

import dev.flyball.agent.settings.InForce.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up values for one target, or for the whole agent, and notes where each comes from. */
final class Lookup {

    private final Variables variables;
    private final TargetName target;
    private final Optional<String> shownTarget;
    private final List<InForce> inForce = new ArrayList<>();

    private Lookup(Variables variables, TargetName target, Optional<String> shownTarget) {
        this.variables = variables;
        this.target = target;
        this.shownTarget = shownTarget;
    }

    static Lookup ofTarget(Variables variables, TargetName target) {
        return new Lookup(variables, target, Optional.of(target.shown()));
    }

    static Lookup ofAgent(Variables variables) {
        return new Lookup(variables, TargetName.unnamed(), Optional.empty());
    }

    /**
     * A value to use.
     *
     * @param variable the variable that sets it, or that would
     * @param value the value
     * @param shown the value, as it would be set
     * @param source where it comes from
     */
    record Picked<T>(String variable, T value, String shown, Source source) {

        /** Returns the variable with its value, for people. */
        String assignment() {
            return variable + "=" + shown + (source instanceof Source.Variable ? "" : " by default");
        }
    }

    /** Returns what is set, or what the platform says, or the default. */
    <T> Optional<Picked<T>> pick(Setting<T> setting, Optional<T> byPlatform) {
        if (variables.spoiled(setting, target)) {
            return Optional.empty();
        }
        Optional<Picked<T>> picked = variables
                .given(setting, target)
                .map(given -> picked(setting, given.variable(), given.value(), new Source.Variable(given.variable())))
                .or(() -> byPlatform.map(value -> picked(setting, own(setting), value, new Source.Platform())))
                .or(() -> setting.fallback().map(value -> picked(setting, own(setting), value, new Source.Default())));
        picked.ifPresent(value -> note(setting, value));
        return picked;
    }

    /** Returns what is set, or the default. */
    <T> Optional<T> value(Setting<T> setting) {
        return pick(setting, Optional.empty()).map(Picked::value);
    }

    /** Tells whether no variable is meant to set {@code setting}. */
    boolean unset(Setting<?> setting) {
        return variables.variable(setting, target).isEmpty();
    }

    /** Returns what the target's own variable gives, without what is set for all targets. */
    <T> Optional<Variables.Given<T>> ownValue(Setting<T> setting) {
        return variables.given(setting, target).filter(given -> given.variable().equals(own(setting)));
    }

    /** Returns the variable that sets {@code setting} for this target alone. */
    String own(Setting<?> setting) {
        return target.variable(setting);
    }

    /** Returns the target's name for people. */
    String targetName() {
        return target.shown();
    }

    /** Returns which target a message is about, where a shared variable does not tell: " (target shop)", or nothing. */
    String ofTarget() {
        return target.name().isPresent() ? " (target " + target.shown() + ")" : "";
    }

    /** Returns every value that was picked, in the order of picking. */
    List<InForce> inForce() {
        return List.copyOf(inForce);
    }

    private static <T> Picked<T> picked(Setting<T> setting, String variable, T value, Source source) {
        return new Picked<>(variable, value, setting.type().show(value), source);
    }

    private void note(Setting<?> setting, Picked<?> picked) {
        inForce.add(new InForce(shownTarget, own(setting), picked.shown(), picked.source()));
    }
}
