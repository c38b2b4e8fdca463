package dev.flyball.agent.example;

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
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Scales whatever a supervisor on the same machine keeps in a directory: it starts as many servers as the file
 * {@code wanted} says, and writes how many take requests into {@code ready} and how much they do into {@code load}.
 */
final class DirectoryAdapter implements Adapter, Targets, Signals {

    private static final Platform PLATFORM = new Platform(
            "directory",
            List.of(new Platform.Form("directory:/PATH", Pattern.compile("/.+"))),
            Duration.ofSeconds(5),
            "load",
            Map.of(
                    "load",
                    new Platform.SignalKind(
                            SetPoint.Unit.PER_SERVER, Optional.empty(), Duration.ofSeconds(30), Reads.TOTAL, false)),
            Optional.empty());

    private final InstantSource clock;

    DirectoryAdapter(InstantSource clock) {
        this.clock = clock;
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
        return targets.stream().collect(Collectors.toMap(Function.identity(), DirectoryAdapter::fleet));
    }

    private static Result<Fleet> fleet(TargetId target) {
        return number(target, "wanted").then(wanted -> number(target, "ready")
                .then(ready -> Result.ok(Fleet.ofCounts(
                        wanted.intValue(),
                        ready.intValue(),
                        new Version(Integer.toString(wanted.intValue())),
                        Optional.empty()))));
    }

    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        Result<Double> wanted = number(target, "wanted");
        if (wanted instanceof Result.Ok<Double> ok
                && !seen.value().equals(Integer.toString(ok.value().intValue()))) {
            return new Outcome.Deferred("another hand wrote " + path(target, "wanted") + " since it was seen");
        }
        try {
            Files.writeString(path(target, "wanted"), Integer.toString(change.to()));
            return new Outcome.Applied(clock.instant(), change.to());
        } catch (IOException e) {
            return new Outcome.Refused(new Fault(Fault.Kind.REFUSED, "cannot write " + e.getMessage()));
        }
    }

    @Override
    public List<Fault> obstacles(TargetId target) {
        return Files.isWritable(path(target, "wanted"))
                ? List.of()
                : List.of(new Fault(
                        Fault.Kind.FORBIDDEN,
                        path(target, "wanted") + " cannot be written: let this agent's user write it"));
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        return queries.stream()
                .collect(Collectors.toMap(Function.identity(), query -> number(query.target(), query.signal())
                        .then(value -> Result.ok(new Reading.Total(value, at)))));
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(Fault.Kind.MISSING, path(query.target(), query.signal()) + " keeps no past");
    }

    private static Result<Double> number(TargetId target, String name) {
        Path path = path(target, name);
        try {
            return Result.ok(Double.valueOf(Files.readString(path).strip()));
        } catch (NoSuchFileException e) {
            return Result.failed(Fault.Kind.NOT_FOUND, path + " does not exist: does its supervisor run?");
        } catch (IOException e) {
            return Result.failed(Fault.Kind.UNREACHABLE, "cannot read " + path + ": " + e.getMessage());
        } catch (NumberFormatException e) {
            return Result.failed(Fault.Kind.INVALID, path + " holds no number: " + e.getMessage());
        }
    }

    private static Path path(TargetId target, String name) {
        return Path.of(target.path(), name);
    }
}
