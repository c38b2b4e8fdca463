package dev.flyball.agent.simulated;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.simulation.DayOfLoad;
import dev.flyball.core.simulation.SimulatedEndpoint;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Endpoints made up in memory, so that Flyball can be watched at work without anything to scale. Each target is an
 * endpoint of its own with the same {@link DayOfLoad}; it starts with one server that was ready an interval before it
 * is first seen.
 */
public final class SimulatedAdapter implements Adapter, Targets, Signals {

    private static final Duration COLD_START = Duration.ofSeconds(90);

    private static final Platform PLATFORM = new Platform(
            "simulated",
            List.of(new Platform.Form("simulated:NAME", Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*"))),
            Duration.ofMinutes(1),
            "utilization",
            Map.of(
                    "utilization",
                    new Platform.SignalKind(
                            SetPoint.Unit.UTILIZATION,
                            Optional.of(new SetPoint(SetPoint.Unit.UTILIZATION, 0.6)),
                            Duration.ofMinutes(5),
                            Reads.PER_SERVER,
                            true),
                    "load",
                    new Platform.SignalKind(
                            SetPoint.Unit.PER_SERVER,
                            Optional.of(new SetPoint(SetPoint.Unit.PER_SERVER, 0.6)),
                            Duration.ofMinutes(5),
                            Reads.TOTAL,
                            false),
                    "latency",
                    new Platform.SignalKind(
                                    SetPoint.Unit.PER_SERVER,
                                    Optional.empty(),
                                    Duration.ofMinutes(5),
                                    Reads.TOTAL,
                                    false)
                            .waiting()),
            Optional.of(new Bounds(1, 5)));

    private final InstantSource time;
    private final Map<TargetId, SimulatedEndpoint> endpoints = new ConcurrentHashMap<>();

    /**
     * Makes an adapter without any endpoint.
     *
     * @param time the time that the endpoints live in
     */
    public SimulatedAdapter(InstantSource time) {
        this.time = time;
    }

    @Override
    public List<Platform> platforms() {
        return List.of(PLATFORM);
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.of(this);
    }

    @Override
    public Optional<Signals> signals() {
        return Optional.of(this);
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        return targets.stream().collect(Collectors.toMap(target -> target, target -> Result.ok(fleet(at(target, at)))));
    }

    private SimulatedEndpoint at(TargetId target, Instant at) {
        return endpoints.compute(target, (id, known) -> {
            SimulatedEndpoint endpoint =
                    known == null ? SimulatedEndpoint.ready(at.minus(PLATFORM.interval()), COLD_START, 1) : known;
            return endpoint.carry(DayOfLoad::at, at);
        });
    }

    private static Fleet fleet(SimulatedEndpoint endpoint) {
        List<Server> servers = new ArrayList<>();
        for (Instant readyAt : endpoint.readyAt()) {
            boolean ready = !readyAt.isAfter(endpoint.at());
            servers.add(new Server(
                    "server-" + (servers.size() + 1),
                    Optional.empty(),
                    ready ? Server.State.READY : Server.State.PENDING,
                    Optional.of(readyAt.minus(endpoint.coldStart())),
                    ready ? Optional.of(readyAt) : Optional.empty(),
                    Map.of()));
        }
        return new Fleet(
                endpoint.wanted(),
                endpoint.wanted(),
                new Version(Integer.toString(endpoint.wanted())),
                Optional.empty(),
                servers);
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (Query query : queries) {
            SimulatedEndpoint endpoint = endpoints.get(query.target());
            readings.put(
                    query,
                    endpoint == null
                            ? Result.failed(Fault.Kind.NOT_FOUND, query.target() + " has not been observed yet")
                            : Result.ok(read(query, endpoint)));
        }
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(Fault.Kind.MISSING, query.target() + " is made up as time goes by and keeps no past");
    }

    private static Reading read(Query query, SimulatedEndpoint endpoint) {
        if (query.signal().equals("load")) {
            return new Reading.Total(DayOfLoad.at(endpoint.at()), endpoint.at());
        }
        if (query.signal().equals("latency")) {
            return new Reading.Total(endpoint.latency(), endpoint.at());
        }
        Reading.Sample mean = new Reading.Sample(
                endpoint.utilization(),
                1,
                Optional.of(endpoint.at()),
                Duration.between(endpoint.since(), endpoint.at()));
        Map<String, Reading.Sample> samples = new HashMap<>();
        for (Server server : fleet(endpoint).servers()) {
            if (server.state() == Server.State.READY) {
                samples.put(server.id(), mean);
            }
        }
        return new Reading.PerServer(samples, endpoint.at());
    }

    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        SimulatedEndpoint endpoint = endpoints.computeIfPresent(
                target,
                (id, known) ->
                        seen.value().equals(Integer.toString(known.wanted())) ? known.resize(change.to()) : known);
        return endpoint != null && endpoint.wanted() == change.to()
                ? new Outcome.Applied(time.instant(), change.to())
                : new Outcome.Deferred(target + " has changed since it was seen");
    }

    @Override
    public List<Fault> obstacles(TargetId target) {
        return List.of();
    }
}
