package dev.flyball.agent.settings;

import dev.flyball.agent.settings.InForce.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Looks up values for one place, or for the whole agent, and notes where each comes from. */
final class Lookup {

    private final Variables variables;
    private final Place place;
    private final Optional<String> shownTarget;
    private final List<InForce> inForce;

    private Lookup(Variables variables, Place place, Optional<String> shownTarget, List<InForce> inForce) {
        this.variables = variables;
        this.place = place;
        this.shownTarget = shownTarget;
        this.inForce = inForce;
    }

    static Lookup ofTarget(Variables variables, Place target) {
        return new Lookup(variables, target, Optional.of(target.targetName()), new ArrayList<>());
    }

    static Lookup ofAgent(Variables variables) {
        return new Lookup(variables, Place.unnamed(), Optional.empty(), new ArrayList<>());
    }

    /** Returns the lookup of one signal of this target; what is picked there is noted here. */
    Lookup ofSignal(String name) {
        return new Lookup(variables, place.ofSignal(name), shownTarget, inForce);
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

        /** Tells whether somebody set it. */
        boolean set() {
            return source instanceof Source.Variable;
        }

        /** Returns the variable with its value, for people. */
        String assignment() {
            return variable + "=" + shown + (set() ? "" : " by default");
        }

        /** Returns the problem of this value. */
        Problem problem(String what) {
            return Problem.ofValue(variable, shown, what, Optional.empty());
        }
    }

    /** Returns what is set, or else {@code instead} with its source, or else the default. */
    <T> Optional<Picked<T>> pick(Setting<T> setting, Optional<T> instead, Source source) {
        if (variables.spoiled(setting, place)) {
            return Optional.empty();
        }
        Optional<Picked<T>> picked = given(setting)
                .or(() -> instead.map(value -> picked(setting, own(setting), value, source)))
                .or(() -> setting.fallback().map(value -> picked(setting, own(setting), value, new Source.Default())));
        picked.ifPresent(value -> inForce.add(new InForce(shownTarget, own(setting), value.shown(), value.source())));
        return picked;
    }

    /** Returns what is set, or what the platform says, or the default. */
    <T> Optional<Picked<T>> pick(Setting<T> setting, Optional<T> byPlatform) {
        return pick(setting, byPlatform, new Source.Platform());
    }

    /** Returns what is set, or the default. */
    <T> Optional<Picked<T>> pick(Setting<T> setting) {
        return pick(setting, Optional.empty());
    }

    /** Returns what is set, or the default. */
    <T> Optional<T> value(Setting<T> setting) {
        return pick(setting).map(Picked::value);
    }

    /** Returns what is set, without noting that it is used. */
    <T> Optional<Picked<T>> given(Setting<T> setting) {
        return variables
                .given(setting, place)
                .map(given -> picked(setting, given.variable(), given.value(), new Source.Variable(given.variable())));
    }

    /** Returns what is set for this place alone, without what is set for more than it. */
    <T> Optional<Picked<T>> ownValue(Setting<T> setting) {
        return given(setting).filter(given -> given.variable().equals(own(setting)));
    }

    /** Tells whether no variable is meant to set {@code setting}. */
    boolean unset(Setting<?> setting) {
        return variables.variable(setting, place).isEmpty();
    }

    /** Returns how far from this place the variable is that is meant to set {@code setting}: 0 is its own. */
    Optional<Integer> distance(Setting<?> setting) {
        return variables.variable(setting, place).map(place.variables(setting)::indexOf);
    }

    /** Returns the variable that sets {@code setting} for this place alone. */
    String own(Setting<?> setting) {
        return place.variable(setting);
    }

    /** Returns the names of this target's signals; none if it has one without a name. */
    SortedSet<String> signals() {
        return variables.signalsOf(place.withoutSignal());
    }

    /** Tells whether this is the lookup of a signal with a name. */
    boolean named() {
        return place.signal().isPresent();
    }

    /** Returns the target's name for people. */
    String targetName() {
        return place.targetName();
    }

    /** Returns which target or signal a message is about, where a shared variable does not tell, or nothing. */
    String told() {
        return place.told();
    }

    /** Returns every value that was picked, in the order of picking. */
    List<InForce> inForce() {
        return List.copyOf(inForce);
    }

    private static <T> Picked<T> picked(Setting<T> setting, String variable, T value, Source source) {
        return new Picked<>(variable, value, setting.type().show(value), source);
    }
}
