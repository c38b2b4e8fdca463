package dev.flyball.core.port;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What settings need to know about a platform before anything is connected.
 *
 * @param scheme the scheme of its {@link TargetId}s
 * @param forms the resources it knows
 * @param interval the time between rounds that suits how fast its signals change
 * @param defaultSignal the signal used if none is named; a key of {@code signals}
 * @param signals the signals that can be named
 * @param defaultBounds bounds used where none are set; empty if the user must say them
 */
public record Platform(
        String scheme,
        List<Form> forms,
        Duration interval,
        String defaultSignal,
        Map<String, SignalKind> signals,
        Optional<Bounds> defaultBounds) {

    /**
     * One kind of resource.
     *
     * @param example what is written in the settings, for people: {@code kubernetes:deployment/NAMESPACE/NAME}
     * @param path which {@link TargetId#path() paths} have this form
     */
    public record Form(String example, Pattern path) {}

    /**
     * How a signal is used.
     *
     * @param unit what its set point means
     * @param defaultSetPoint the set point used where none is set; empty if the user must say it
     * @param maxAge the age above which a reading counts as missing
     */
    public record SignalKind(SetPoint.Unit unit, Optional<SetPoint> defaultSetPoint, Duration maxAge) {}

    public Platform {
        forms = List.copyOf(forms);
        signals = Map.copyOf(signals);
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(defaultBounds, "defaultBounds");
        if (!signals.containsKey(defaultSignal)) {
            throw new IllegalArgumentException(
                    "default signal " + defaultSignal + " of " + scheme + " is not one of " + signals.keySet());
        }
    }

    /** Tells whether {@code target} is a resource of this platform in one of its forms. */
    public boolean knows(TargetId target) {
        return target.scheme().equals(scheme)
                && forms.stream()
                        .anyMatch(form -> form.path().matcher(target.path()).matches());
    }
}
