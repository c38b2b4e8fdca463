package dev.flyball.agent.settings;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a variable is for: a target, or one of its signals.
 *
 * @param target the target's name in the variables; empty for the only target of an agent, which needs no name
 * @param signal the signal's name in the variables; empty for the only signal of a target, and for the target itself
 */
record Place(Optional<String> target, Optional<String> signal) {

    static final String TARGETS = Setting.PREFIX + "TARGETS_";
    static final String SIGNALS = "SIGNALS_";

    Place {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(signal, "signal");
    }

    static Place unnamed() {
        return new Place(Optional.empty(), Optional.empty());
    }

    static Place ofTarget(String name) {
        return new Place(Optional.of(name), Optional.empty());
    }

    /** Returns the place of one signal of this target. */
    Place ofSignal(String name) {
        return new Place(target, Optional.of(name));
    }

    /** Returns the place of the target. */
    Place withoutSignal() {
        return new Place(target, Optional.empty());
    }

    /** Returns what starts the name of each variable of this place. */
    String prefix() {
        return target.map(name -> TARGETS + name + "_").orElse(Setting.PREFIX)
                + signal.map(name -> SIGNALS + name + "_").orElse("");
    }

    /** Returns the variable that sets {@code setting} here and nowhere else. */
    String variable(Setting<?> setting) {
        return variables(setting).get(0);
    }

    /** Returns the variables that may set {@code setting} here, the nearest first. */
    List<String> variables(Setting<?> setting) {
        String ofSignal = prefix() + setting.name();
        String ofTarget = withoutSignal().prefix() + setting.name();
        String ofAll = setting.variable();
        return switch (setting.scope()) {
            case AGENT -> List.of(ofAll);
            case TARGET_ALONE -> List.of(ofTarget);
            case TARGET -> Stream.of(ofTarget, ofAll).distinct().toList();
            case SIGNAL -> Stream.of(ofSignal, ofTarget, ofAll).distinct().toList();
            case SIGNAL_ALONE ->
                signal.isPresent()
                        ? List.of(ofSignal)
                        : Stream.of(ofTarget, ofAll).distinct().toList();
        };
    }

    /** Returns the target's name for people and for the API. */
    String targetName() {
        return target.map(text -> text.toLowerCase(Locale.ROOT)).orElse("default");
    }

    /** Returns what a message is about, where a shared variable does not tell: " (target shop)", or nothing. */
    String told() {
        String what = Stream.of(signal.map(name -> "signal " + name), target.map(name -> "target " + name))
                .flatMap(Optional::stream)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .reduce((inner, outer) -> inner + " of " + outer)
                .orElse("");
        return what.isEmpty() ? "" : " (" + what + ")";
    }
}
