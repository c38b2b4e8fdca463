package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What {@code /q/metrics} tells of targets and rounds. A value that is not known is not a number, never zero. */
@Singleton
public final class AgentMetrics implements RoundListener {

    private final MeterRegistry registry;
    private final Timer rounds;
    private final Map<String, Decided> latest = new ConcurrentHashMap<>();

    AgentMetrics(MeterRegistry registry, Settings settings) {
        this.registry = registry;
        this.rounds = Timer.builder("flyball.round.duration")
                .description("How long rounds take")
                .register(registry);
        Gauge.builder("flyball.info", () -> 1)
                .description("Always 1; says what this agent is")
                .tag("simulated", Boolean.toString(settings.builtInSimulation()))
                .register(registry);
    }

    private void register(TargetSettings target) {
        gauge("flyball.servers.observed", "Servers that take requests", target, latest -> fleet(latest, true));
        gauge("flyball.servers.wanted", "Servers that were decided", target, latest -> latest.decision()
                .size());
        gauge(
                "flyball.servers.applied",
                "Servers that the platform has been asked for",
                target,
                latest -> fleet(latest, false));
        for (WriteMode mode : WriteMode.values()) {
            Gauge.builder("flyball.write.mode", () -> value(target, decided -> decided.mode() == mode ? 1 : 0))
                    .description("1 for the mode that the target is in")
                    .tag("target", target.name())
                    .tag("mode", mode.name())
                    .register(registry);
        }
        target.policy().signals().forEach(signal -> Gauge.builder(
                        "flyball.demand.servers", () -> value(target, decided -> demand(decided, signal.query())))
                .description("Servers that the signal asks for")
                .tag("target", target.name())
                .tag("signal", signal.query().signal())
                .register(registry));
    }

    private void gauge(String name, String description, TargetSettings target, ToDoubleFunction<Decided> value) {
        Gauge.builder(name, () -> value(target, value))
                .description(description)
                .tag("target", target.name())
                .register(registry);
    }

    private double value(TargetSettings target, ToDoubleFunction<Decided> value) {
        Decided decided = latest.get(target.name());
        return decided == null ? Double.NaN : value.applyAsDouble(decided);
    }

    private static double fleet(Decided decided, boolean ready) {
        if (decided.decision().fleet() instanceof Result.Ok<Fleet> ok) {
            return ready ? ok.value().ready() : ok.value().wanted();
        }
        return Double.NaN;
    }

    private static double demand(Decided decided, Query query) {
        return decided.decision().demands().stream()
                .filter(demand -> demand.query().equals(query))
                .mapToDouble(demand -> demand instanceof Demand.Known known ? known.servers() : Double.NaN)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void decided(Decided event) {
        String target = event.target().name();
        if (latest.put(target, event) == null) {
            register(event.target());
        }
        Counter.builder("flyball.decisions")
                .description("Decisions by the code of their reason")
                .tag("target", target)
                .tag("reason", event.decision().reason().name())
                .register(registry)
                .increment();
        if (event.decision().fleet() instanceof Result.Failed<Fleet> failed) {
            count(target, failed.fault());
        } else {
            event.decision().demands().forEach(demand -> {
                if (demand instanceof Demand.Unknown unknown) {
                    count(target, unknown.fault());
                }
            });
        }
        if (event.lastOutcome().orElse(null) instanceof Outcome.Refused refused) {
            count(target, refused.fault());
        }
    }

    private void count(String target, Fault fault) {
        registry.counter(
                        "flyball.errors", "target", target, "kind", fault.kind().name())
                .increment();
    }

    @Override
    public void left(TargetSettings target) {
        latest.remove(target.name());
        registry.getMeters().stream()
                .filter(meter -> target.name().equals(meter.getId().getTag("target")))
                .forEach(registry::remove);
    }

    @Override
    public void ended(Duration took) {
        rounds.record(took);
    }
}
