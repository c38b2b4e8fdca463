package dev.flyball.agent;

import dev.flyball.agent.simulated.SimulatedAdapter;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Archive;
import dev.flyball.core.port.Leases;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.KubernetesAdapter;
import dev.flyball.kubernetes.Sidecar;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.ScrapeAdapter;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.sagemaker.SageMakerAdapter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Every adapter that this agent knows, and the time that its targets live in. This is the one place where an adapter is
 * added. Making them opens no connection.
 */
public final class Adapters {

    private static final Sidecar NO_POD = new Sidecar(Optional.empty(), Duration.ofSeconds(15), System::nanoTime);
    private static final int SIMULATED_DAY_STARTS_AT = 8;

    private final List<Entry> entries;

    /**
     * One adapter.
     *
     * @param adapter the way to the outside
     * @param time the time that its targets live in
     */
    public record Entry(Adapter adapter, Timeline time) {}

    /** Makes a choice of adapters; the first that knows a target's scheme scales it. */
    public Adapters(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Makes every adapter there is.
     *
     * @param clock the machine's clock
     * @param simulationSpeed how many times faster than life simulated endpoints run
     * @param callLimit how long one call to a platform may take
     * @param lookLimit how long servers may take to tell their signals, all together; what is late hides no other
     * @param sidecar the pod that this agent runs in
     * @param calls runs calls of adapters that block
     * @param prometheus where PromQL is asked, if anywhere
     */
    public static Adapters all(
            InstantSource clock,
            double simulationSpeed,
            Duration callLimit,
            Duration lookLimit,
            Sidecar sidecar,
            Executor calls,
            Optional<PrometheusServer> prometheus) {
        Timeline life = Timeline.life(clock);
        Instant dawn = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .atTime(SIMULATED_DAY_STARTS_AT, 0)
                .toInstant(ZoneOffset.UTC);
        Timeline simulated = Timeline.faster(clock, dawn, simulationSpeed);
        return new Adapters(List.of(
                new Entry(new KubernetesAdapter(callLimit, clock, sidecar), life),
                new Entry(new SageMakerAdapter(callLimit, clock, calls), life),
                new Entry(new PrometheusAdapter(callLimit, prometheus), life),
                new Entry(new ScrapeAdapter(lookLimit, clock), life),
                new Entry(new SimulatedAdapter(simulated), simulated)));
    }

    /** Returns what settings need to know of every platform. */
    public static List<Platform> platforms() {
        Map<String, SignalKind> ofAnyTarget = signalsOfAnyTarget();
        return unconnected().stream()
                .flatMap(entry -> entry.adapter().platforms().stream()
                        .map(platform -> entry.time().isLife() ? platform.with(ofAnyTarget) : platform))
                .toList();
    }

    /** Returns the signals that are read for targets of any platform that lives in the time of the machine. */
    public static Map<String, SignalKind> signalsOfAnyTarget() {
        Map<String, SignalKind> signals = new HashMap<>();
        unconnected().forEach(entry -> signals.putAll(entry.adapter().signalsOfAnyTarget()));
        return signals;
    }

    private static List<Entry> unconnected() {
        return all(
                        InstantSource.system(),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        NO_POD,
                        Runnable::run,
                        Optional.empty())
                .entries;
    }

    /**
     * Returns the adapter that scales {@code target}.
     *
     * @throws IllegalArgumentException if there is none; settings refuse such a target before
     */
    public Adapter of(TargetId target) {
        return entry(target).adapter();
    }

    /**
     * Returns the adapter that reads {@code query}: that of its target if it knows the signal, or else the first that
     * reads it for any target.
     *
     * @throws IllegalArgumentException if there is none; settings refuse such a signal before
     */
    public Adapter reading(Query query) {
        Adapter own = of(query.target());
        boolean knows =
                own.platforms().stream().anyMatch(platform -> platform.signals().containsKey(query.signal()));
        return knows
                ? own
                : entries.stream()
                        .map(Entry::adapter)
                        .filter(adapter -> adapter.signalsOfAnyTarget().containsKey(query.signal()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no adapter reads " + query));
    }

    /**
     * Returns the leases of this name.
     *
     * @throws IllegalStateException if no adapter has leases
     */
    public Leases leases(String name) {
        return entries.stream()
                .flatMap(entry -> entry.adapter().leases(name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no adapter has leases"));
    }

    /**
     * Returns where what is known is kept beside the leases of this name.
     *
     * @throws IllegalStateException if no adapter has such a place
     */
    public Archive archive(String name) {
        return entries.stream()
                .flatMap(entry -> entry.adapter().archive(name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no adapter has an archive"));
    }

    /** Gives back what other agents wait for, and returns what could not be. Called when the agent ends. */
    public List<Fault> end() {
        return entries.stream()
                .flatMap(entry -> entry.adapter().targets().stream())
                .flatMap(targets -> targets.end().stream())
                .toList();
    }

    /** Tells whether {@code resource} stands for all targets that it selects. */
    public boolean selects(TargetId resource) {
        return of(resource).platforms().stream().anyMatch(platform -> platform.selects(resource));
    }

    /**
     * Returns the time that {@code target} lives in.
     *
     * @throws IllegalArgumentException if no adapter scales it
     */
    public Timeline timeOf(TargetId target) {
        return entry(target).time();
    }

    private Entry entry(TargetId target) {
        return entries.stream()
                .filter(entry -> entry.adapter().platforms().stream()
                        .anyMatch(platform -> platform.scheme().equals(target.scheme())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no adapter scales " + target));
    }
}
