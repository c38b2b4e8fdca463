package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.core.signal.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Reads the signals that a target is scaled by: one without a name, or several with names. */
final class SignalsReader {

    private final Lookup lookup;
    private final Model model;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    SignalsReader(Lookup lookup, Model model, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.model = model;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Returns the signals of this resource in the order of their names; fewer than are meant after telling why. */
    List<SignalRead> read(Resource resource) {
        SortedSet<String> names = lookup.signals();
        if (names.isEmpty()) {
            return new SignalReader(lookup, model, problems, warnings, Optional.empty())
                    .read(resource).stream().toList();
        }
        refuseSignalWithoutName(names.first());
        Optional<Lookup> teacher = names.stream()
                .map(lookup::ofSignal)
                .filter(signal -> !signal.unset(SignalSettings.SLO))
                .findFirst();
        List<SignalRead> signals = new ArrayList<>();
        Map<Query, String> seen = new HashMap<>();
        for (String name : names) {
            Lookup ofSignal = lookup.ofSignal(name);
            Optional<SignalRead> signal = new SignalReader(ofSignal, model, problems, warnings, teacher).read(resource);
            signal.ifPresent(signals::add);
            signal.flatMap(known -> ofSignal.given(SignalSettings.SIGNAL_NAME)).ifPresent(given -> {
                String first = seen.putIfAbsent(signal.get().signal().query(), given.variable());
                if (first != null) {
                    problems.accept(given.problem("must be a signal of its own, but " + first + " is the same"));
                }
            });
        }
        return signals;
    }

    private void refuseSignalWithoutName(String first) {
        Optional<Picked<String>> unnamed = lookup.ownValue(SignalSettings.SIGNAL_NAME);
        unnamed.ifPresent(given -> problems.accept(given.problem("must not stand beside named signals; name this signal"
                + " too, like " + lookup.ofSignal(first).own(SignalSettings.SIGNAL_NAME) + ", or remove it")));
    }
}
