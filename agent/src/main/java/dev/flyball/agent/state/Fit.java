package dev.flyball.agent.state;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Track;
import dev.flyball.core.target.ServerSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Those settings of a target that its memory has a meaning for: with others, parts of it mean nothing.
 *
 * @param policy the name of the policy
 * @param signals what is looked at, track by track, and what one server should carry of it
 * @param sizes the names of the sizes that servers may have
 */
public record Fit(String policy, List<String> signals, List<String> sizes) {

    /** What stays true whatever is set: it was seen or done, not concluded. */
    static final Set<String> FACTS =
            Set.of("ready", "changes", "blindRounds", "active", "left", "sent", "demands", "serverSize");

    public Fit {
        Objects.requireNonNull(policy, "policy");
        signals = List.copyOf(signals);
        sizes = List.copyOf(sizes);
    }

    /** Returns what these settings have a memory mean. */
    public static Fit of(TargetSettings settings) {
        Policy policy = settings.policy();
        List<String> signals = new ArrayList<>();
        Set<TrackedSignal> inTracks = new HashSet<>();
        for (int i = 0; i < policy.tracks().size(); i++) {
            Track track = policy.tracks().get(i);
            for (TrackedSignal signal : track.signals()) {
                signals.add(i + " " + text(signal));
                inTracks.add(signal);
            }
        }
        policy.signals().stream()
                .filter(signal -> !inTracks.contains(signal))
                .forEach(signal -> signals.add("beside " + text(signal)));
        return new Fit(
                settings.policyName(),
                signals,
                policy.sizing().sizes().stream().map(ServerSize::name).toList());
    }

    private static String text(TrackedSignal signal) {
        return signal.query().signal()
                + signal.query()
                        .expression()
                        .map(expression -> " " + expression.reads() + " " + expression.text())
                        .orElse("")
                + ", " + signal.setPoint().unit() + " " + signal.setPoint().value() + ", weight " + signal.weight();
    }
}
