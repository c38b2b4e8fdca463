package dev.flyball.agent.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code FLYBALL_} variables of one environment, each checked on its own.
 *
 * @param values what each good variable holds
 * @param spoiled variables that were meant to be set, but whose value or spelling is a problem already told
 * @param targets the names of the named targets, as they stand in the variables
 * @param signals the names of the named signals of each target that has any
 * @param problems what is wrong with single variables
 * @param any false if no variable of Flyball is set at all
 */
record Variables(
        SortedMap<String, String> values,
        Set<String> spoiled,
        SortedSet<String> targets,
        Map<Place, SortedSet<String>> signals,
        List<Problem> problems,
        boolean any) {

    /**
     * What a variable gives.
     *
     * @param variable the variable
     * @param value its value
     */
    record Given<T>(String variable, T value) {}

    static Variables of(Map<String, String> environment) {
        SortedMap<String, String> values = new TreeMap<>();
        Set<String> spoiled = new HashSet<>();
        SortedSet<String> targets = new TreeSet<>();
        Map<Place, SortedSet<String>> signals = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String variable = entry.getKey();
            String text = entry.getValue().strip();
            if (!variable.regionMatches(true, 0, Setting.PREFIX, 0, Setting.PREFIX.length())
                    || ServiceLinks.injects(variable, text)) {
                continue;
            }
            any = true;
            VariableName name = VariableName.read(variable);
            if (name instanceof VariableName.Known known) {
                known.place().target().ifPresent(targets::add);
                note(known.place(), signals);
            } else if (name instanceof VariableName.Unknown unknown
                    && unknown.meant().isPresent()) {
                String meant = unknown.meant().get();
                spoiled.add(meant);
                if (VariableName.read(meant) instanceof VariableName.Known known
                        && known.setting() == SignalSettings.SIGNAL_NAME) {
                    note(known.place(), signals);
                }
            }
            Optional<Problem> problem = check(variable, text, name);
            if (problem.isPresent()) {
                problems.add(problem.get());
                spoiled.add(variable);
            } else {
                values.put(variable, text);
            }
        }
        return new Variables(values, spoiled, targets, signals, problems, any);
    }

    private static void note(Place place, Map<Place, SortedSet<String>> signals) {
        place.signal().ifPresent(signal -> signals.computeIfAbsent(place.withoutSignal(), target -> new TreeSet<>())
                .add(signal));
    }

    private static Optional<Problem> check(String variable, String text, VariableName name) {
        if (name instanceof VariableName.Unknown unknown) {
            // The value is left out: it may be a secret under a misspelt name.
            return Optional.of(Problem.ofVariable(variable, unknown.what(), unknown.meant()));
        }
        return check(variable, text, ((VariableName.Known) name).setting());
    }

    private static Optional<Problem> check(String variable, String text, Setting<?> setting) {
        String allowed = setting.type().allowed();
        if (text.isEmpty()) {
            return Optional.of(Problem.ofVariable(
                    variable,
                    "is empty: remove it, or set it to " + allowed + ", for example " + setting.example(),
                    Optional.empty()));
        }
        return setting.type().parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(Problem.ofValue(
                        variable, text, "must be " + allowed, setting.type().meant(text)));
    }

    /** Tells whether any variable is of a named target, well written or not. */
    boolean nameTargets() {
        return !targets.isEmpty() || spoiled.stream().anyMatch(variable -> variable.startsWith(Place.TARGETS));
    }

    /** Returns the names of the signals of a target; none if it has one without a name. */
    SortedSet<String> signalsOf(Place target) {
        return signals.getOrDefault(target, new TreeSet<>());
    }

    /** Returns the variable that is meant to set {@code setting} for {@code place}, if there is one. */
    Optional<String> variable(Setting<?> setting, Place place) {
        return place.variables(setting).stream()
                .filter(name -> values.containsKey(name) || spoiled.contains(name))
                .findFirst();
    }

    /** Tells whether {@code setting} was meant to be set, but is not because of a problem already told. */
    boolean spoiled(Setting<?> setting, Place place) {
        return variable(setting, place).filter(spoiled::contains).isPresent();
    }

    /** Returns what is set for {@code place}, by itself or for more than it. */
    <T> Optional<Given<T>> given(Setting<T> setting, Place place) {
        return variable(setting, place)
                .filter(values::containsKey)
                .flatMap(name -> setting.type().parse(values.get(name)).map(value -> new Given<>(name, value)));
    }
}
