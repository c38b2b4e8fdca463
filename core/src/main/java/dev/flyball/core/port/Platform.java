package dev.flyball.core.port;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
 * @param serverSizes how the sizes of a server are written; empty if servers cannot be made larger
 */
public record Platform(
        String scheme,
        List<Form> forms,
        Duration interval,
        String defaultSignal,
        Map<String, SignalKind> signals,
        Optional<Bounds> defaultBounds,
        Optional<SizeForm> serverSizes) {

    /** Makes a platform whose servers cannot be made larger. */
    public Platform(
            String scheme,
            List<Form> forms,
            Duration interval,
            String defaultSignal,
            Map<String, SignalKind> signals,
            Optional<Bounds> defaultBounds) {
        this(scheme, forms, interval, defaultSignal, signals, defaultBounds, Optional.empty());
    }

    /**
     * How the sizes of a server are written.
     *
     * @param example one, for people: {@code 500m/1Gi}
     * @param read returns the size that a text means, named as fleets name it; empty if it means none
     */
    public record SizeForm(String example, Function<String, Optional<ServerSize>> read) {
        public SizeForm {
            Objects.requireNonNull(example, "example");
            Objects.requireNonNull(read, "read");
        }
    }

    /** Who has what a signal measures, and so what helps when there is too much of it. */
    public enum Burden {
        /** All servers together: more servers, or larger ones, each have less. */
        SHARED,
        /** Each server by itself, such as its memory: only a larger one has less. */
        SERVER,
        /** Each request by itself, such as its time: while servers idle, only a larger one helps. */
        REQUEST
    }

    /**
     * One kind of resource.
     *
     * @param example what is written in the settings, for people: {@code kubernetes:deployment/NAMESPACE/NAME}
     * @param path which {@link TargetId#path() paths} have this form
     * @param several true if such a resource stands for all targets that it selects, see {@link Targets#matching}
     */
    public record Form(String example, Pattern path, boolean several) {

        /** Makes a form of resources that stand for themselves. */
        public Form(String example, Pattern path) {
            this(example, path, false);
        }
    }

    /** Whether a signal takes an expression in its source's own language. */
    public enum ExpressionUse {
        /** The name says it all. */
        NONE,
        /** There is one to go without. */
        OPTIONAL,
        /** There is nothing to read without one, and only the user knows what it yields. */
        REQUIRED
    }

    /**
     * How a signal is used.
     *
     * @param unit what its set point means
     * @param defaultSetPoint the set point used where none is set; empty if the user must say it
     * @param maxAge the age above which a reading counts as missing
     * @param reads what it yields
     * @param saturates true if it never rises above 1, however large the load is
     * @param expression whether the user may or must say what to ask for
     * @param burden who has what it measures
     * @param waits true if it measures what waits, which says little of the load to come
     */
    public record SignalKind(
            SetPoint.Unit unit,
            Optional<SetPoint> defaultSetPoint,
            Duration maxAge,
            Reads reads,
            boolean saturates,
            ExpressionUse expression,
            Burden burden,
            boolean waits) {

        public SignalKind {
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(defaultSetPoint, "defaultSetPoint");
            Objects.requireNonNull(maxAge, "maxAge");
            Objects.requireNonNull(reads, "reads");
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(burden, "burden");
        }

        /** Makes a signal of what servers share. */
        public SignalKind(
                SetPoint.Unit unit,
                Optional<SetPoint> defaultSetPoint,
                Duration maxAge,
                Reads reads,
                boolean saturates,
                ExpressionUse expression) {
            this(unit, defaultSetPoint, maxAge, reads, saturates, expression, Burden.SHARED, false);
        }

        /** Returns this signal with another burden. */
        public SignalKind of(Burden other) {
            return new SignalKind(unit, defaultSetPoint, maxAge, reads, saturates, expression, other, waits);
        }

        /** Returns this signal as one of what waits. */
        public SignalKind waiting() {
            return new SignalKind(unit, defaultSetPoint, maxAge, reads, saturates, expression, burden, true);
        }

        /** Makes a signal whose name says it all. */
        public SignalKind(
                SetPoint.Unit unit,
                Optional<SetPoint> defaultSetPoint,
                Duration maxAge,
                Reads reads,
                boolean saturates) {
            this(unit, defaultSetPoint, maxAge, reads, saturates, ExpressionUse.NONE);
        }

        /** Makes a signal that is an average and does not saturate, which is the least that can be assumed. */
        public SignalKind(SetPoint.Unit unit, Optional<SetPoint> defaultSetPoint, Duration maxAge) {
            this(unit, defaultSetPoint, maxAge, Reads.AVERAGE, false);
        }
    }

    public Platform {
        forms = List.copyOf(forms);
        signals = Map.copyOf(signals);
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(defaultBounds, "defaultBounds");
        Objects.requireNonNull(serverSizes, "serverSizes");
        if (!signals.containsKey(defaultSignal)) {
            throw new IllegalArgumentException(
                    "default signal " + defaultSignal + " of " + scheme + " is not one of " + signals.keySet());
        }
    }

    /** Returns this platform with these signals too; one that it has itself stays. */
    public Platform with(Map<String, SignalKind> others) {
        Map<String, SignalKind> all = new HashMap<>(others);
        all.putAll(signals);
        return new Platform(scheme, forms, interval, defaultSignal, all, defaultBounds, serverSizes);
    }

    /** Tells whether {@code target} stands for all targets that it selects. */
    public boolean selects(TargetId target) {
        return target.scheme().equals(scheme)
                && forms.stream()
                        .anyMatch(form -> form.several()
                                && form.path().matcher(target.path()).matches());
    }

    /** Tells whether {@code target} is a resource of this platform in one of its forms. */
    public boolean knows(TargetId target) {
        return target.scheme().equals(scheme)
                && forms.stream()
                        .anyMatch(form -> form.path().matcher(target.path()).matches());
    }
}
