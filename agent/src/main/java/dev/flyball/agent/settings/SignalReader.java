package dev.flyball.agent.settings;

import dev.flyball.agent.settings.AimReader.Aim;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reads;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads one signal that a target is scaled by. */
final class SignalReader {

    private final Lookup lookup;
    private final Model model;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;
    private final Optional<Lookup> teacher;

    /**
     * Makes a reader.
     *
     * @param teacher a signal that teaches what a server carries, if there is one
     */
    SignalReader(
            Lookup lookup,
            Model model,
            Consumer<Problem> problems,
            Consumer<String> warnings,
            Optional<Lookup> teacher) {
        this.lookup = lookup;
        this.model = model;
        this.problems = problems;
        this.warnings = warnings;
        this.teacher = teacher;
    }

    /**
     * A signal that was read.
     *
     * @param signal the signal
     * @param kind what its platform says of it
     * @param aim what it is held to
     * @param lookup finds what else is set for it
     */
    record SignalRead(TrackedSignal signal, SignalKind kind, Aim aim, Lookup lookup) {

        String name() {
            return signal.query().signal();
        }

        /** Returns how long requests may take, if this teaches what a server carries. */
        Optional<Picked<Duration>> slo() {
            return lookup.given(SignalSettings.SLO);
        }

        SignalRead estimatedBy(Estimator estimator) {
            return new SignalRead(signal.estimatedBy(estimator), kind, aim, lookup);
        }
    }

    /** Returns the signal of this resource, or empty after telling why there is none. */
    Optional<SignalRead> read(Resource resource) {
        Platform platform = resource.platform();
        Optional<Picked<String>> name = lookup.pick(
                SignalSettings.SIGNAL_NAME, lookup.named() ? Optional.empty() : Optional.of(platform.defaultSignal()));
        if (name.isEmpty() && lookup.unset(SignalSettings.SIGNAL_NAME)) {
            problems.accept(Problem.ofVariable(
                    lookup.own(SignalSettings.SIGNAL_NAME),
                    "is not set: must be " + names(platform),
                    Optional.empty()));
        }
        Optional<SignalKind> kind =
                name.flatMap(picked -> Optional.ofNullable(platform.signals().get(picked.value())));
        if (name.isPresent() && kind.isEmpty()) {
            problems.accept(unknown(name.get(), platform));
        }
        return kind.flatMap(known -> new ExpressionReader(lookup, problems)
                .read(name.get().value(), known)
                .flatMap(
                        asked -> read(new Query(resource.id(), name.get().value(), asked.expression()), asked.kind())));
    }

    private Optional<SignalRead> read(Query query, SignalKind kind) {
        Optional<Aim> aim = new AimReader(lookup, problems, query.signal(), kind, teacher).read();
        Optional<Picked<Duration>> warmUp = lookup.pick(SignalSettings.WARM_UP);
        Optional<Picked<Optional<Double>>> ceiling = ceiling(kind);
        Optional<Duration> window = window(query, kind, aim);
        Optional<Double> weight = lookup.value(SignalSettings.WEIGHT);
        Optional<Duration> maxAge =
                lookup.pick(SignalSettings.MAX_AGE, Optional.of(kind.maxAge())).map(Picked::value);
        if (aim.isEmpty()
                || warmUp.isEmpty()
                || ceiling.isEmpty()
                || window.isEmpty()
                || weight.isEmpty()
                || maxAge.isEmpty()) {
            return Optional.empty();
        }
        TrackedSignal plain = new TrackedSignal(query, aim.get().setPoint(), maxAge.get());
        TrackedSignal signal = plain.estimatedBy(estimator(plain, kind, aim.get(), warmUp.get(), ceiling.get()))
                .averagedOver(window.get())
                .weighing(weight.get());
        return Optional.of(new SignalRead(signal, kind, aim.get(), lookup));
    }

    private Optional<Duration> window(Query query, SignalKind kind, Optional<Aim> aim) {
        Optional<Duration> ofModel = aim.filter(known -> !model.own())
                .map(known -> new TrackedSignal(query, known.setPoint(), kind.maxAge()))
                .map(signal -> model.lookAt(signal).window());
        return lookup.pick(SignalSettings.WINDOW, ofModel, model.source()).map(Picked::value);
    }

    /** What one server has by itself, as its memory, is full for other reasons than load. */
    private Optional<Picked<Optional<Double>>> ceiling(SignalKind kind) {
        boolean known = kind.saturates() && kind.burden() == Burden.SHARED;
        return lookup.pick(SignalSettings.SATURATES_AT, Optional.of(known ? Optional.of(1.0) : Optional.empty()));
    }

    private Estimator estimator(
            TrackedSignal plain, SignalKind kind, Aim aim, Picked<Duration> warmUp, Picked<Optional<Double>> ceiling) {
        boolean warmsUp = !warmUp.value().isZero();
        if (!model.own()) {
            aim.instead().ifPresent(other -> refuseBesideModel(aim.by()));
            if (warmsUp) {
                refuseBesideModel(warmUp);
            }
            if (ceiling.set()) {
                refuseBesideModel(ceiling);
            }
            lookup.given(SignalSettings.SLO).ifPresent(this::refuseBesideModel);
            return model.lookAt(plain).estimator();
        }
        if (warmsUp && lookup.ownValue(SignalSettings.WARM_UP).isPresent()) {
            if (aim.instead().isPresent()) {
                warnings.accept(
                        warmUp.assignment() + ": has no effect with " + aim.by().assignment());
            } else if (kind.reads() != Reads.PER_SERVER) {
                warnings.accept(warmUp.assignment() + ": has no effect, since signal "
                        + plain.query().signal() + " does not tell the load of each server");
            }
        }
        if (ceiling.set() && aim.instead().isPresent()) {
            warnings.accept(
                    ceiling.assignment() + ": has no effect with " + aim.by().assignment());
        }
        return aim.instead()
                .orElse(new Proportional(warmUp.value(), ceiling.value().map(Saturation::new)));
    }

    private void refuseBesideModel(Picked<?> picked) {
        problems.accept(picked.problem("must not stand beside " + model.name().assignment()
                + ", which has a way of its own to count servers; remove one" + lookup.told()));
    }

    private Problem unknown(Picked<String> name, Platform platform) {
        return Problem.ofValue(
                name.variable(),
                name.value(),
                "must be " + names(platform) + lookup.told(),
                Spelling.nearest(name.value(), new TreeSet<>(platform.signals().keySet())));
    }

    private static String names(Platform platform) {
        return String.join(" or ", new TreeSet<>(platform.signals().keySet())) + " for " + platform.scheme()
                + " targets";
    }
}
