package dev.flyball.agent.command;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.Members;
import dev.flyball.agent.round.Round;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.round.Sight;
import dev.flyball.agent.round.TargetLoop;
import dev.flyball.agent.settings.Settings;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.DemandEstimator;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteMode;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Looks whether everything is as it must be, and changes nothing. */
@Command(
        name = "check",
        description = "Check settings, connections and permissions, list every problem, and change nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Program.startBrief(Check.class);
    }

    /** The check and its report. */
    static final class Check implements QuarkusApplication {

        private final Settings settings;
        private final Rounds rounds;
        private final Adapters adapters;
        private int problems;

        Check(Settings settings, Rounds rounds, Adapters adapters) {
            this.settings = settings;
            this.rounds = rounds;
            this.adapters = adapters;
        }

        @Override
        public int run(String... arguments) {
            System.out.println("ok       settings");
            settings.warnings().forEach(warning -> System.out.println("warning  " + warning));
            rounds.byInterval().forEach(this::tellCost);
            for (Round round : rounds.byInterval().values()) {
                Map<TargetId, Sight> sights = round.look();
                for (Members group : round.members()) {
                    checkList(group);
                    for (TargetLoop loop : group.loops()) {
                        check(loop, sights.get(loop.settings().resource()));
                    }
                }
            }
            System.out.println(
                    problems == 0
                            ? "no problem found"
                            : problems + (problems == 1 ? " problem" : " problems") + " found");
            return problems == 0 ? 0 : 1;
        }

        private void tellCost(Duration interval, Round round) {
            Map<Adapter, List<Query>> queries = round.loops().stream()
                    .flatMap(loop -> loop.settings().policy().everySignal().stream())
                    .map(TrackedSignal::query)
                    .distinct()
                    .collect(Collectors.groupingBy(adapters::reading, LinkedHashMap::new, Collectors.toList()));
            queries.forEach((adapter, asked) -> adapter.signals()
                    .flatMap(signals -> signals.cost(asked, interval))
                    .ifPresent(cost -> System.out.println("cost     " + cost)));
        }

        private void checkList(Members group) {
            String name = group.settings().name();
            if (group.fault().isPresent()) {
                problem(
                        name,
                        group.fault().get().kind() + ": " + group.fault().get().message());
            } else if (adapters.selects(group.settings().resource())) {
                ok(
                        name,
                        group.settings().resource() + " selects "
                                + group.loops().size() + " targets");
            }
        }

        private void check(TargetLoop loop, Sight sight) {
            String name = loop.settings().name();
            TargetId resource = loop.settings().resource();
            Set<Fault> faults = new LinkedHashSet<>();
            if (sight.fleets().get(resource) instanceof Result.Ok<Fleet> ok) {
                ok(
                        name,
                        resource + " has " + ok.value().wanted() + " servers, "
                                + ok.value().ready() + " ready");
                ok.value()
                        .hold()
                        .filter(hold -> hold.mode() == WriteMode.CONFLICT)
                        .ifPresent(hold -> problem(name, hold.mode() + ": " + hold.why()));
                for (TrackedSignal signal : loop.settings().policy().everySignal()) {
                    checkSignal(loop, signal, sight, ok.value(), faults);
                }
            } else if (sight.fleets().get(resource) instanceof Result.Failed<Fleet> failed) {
                faults.add(failed.fault());
                loop.settings().policy().everySignal().forEach(signal -> faults.addAll(unread(signal)));
            }
            Targets targets = adapters.of(resource).targets().orElseThrow();
            List<Fault> obstacles = new ArrayList<>(targets.obstacles(resource));
            if (loop.settings().policy().sizing().strategy() != Strategy.HORIZONTAL) {
                obstacles.addAll(targets.obstaclesToSizes(resource));
            }
            faults.addAll(obstacles);
            if (obstacles.isEmpty()) {
                ok(name, "nothing is known that would keep its size from being changed");
            }
            faults.forEach(fault -> problem(name, fault.kind() + ": " + fault.message()));
        }

        private List<Fault> unread(TrackedSignal signal) {
            return adapters.reading(signal.query())
                    .signals()
                    .map(signals -> signals.obstacles(signal.query()))
                    .orElse(List.of());
        }

        private static void checkSignal(
                TargetLoop loop, TrackedSignal signal, Sight sight, Fleet fleet, Set<Fault> faults) {
            Result<Reading> reading = sight.readings()
                    .getOrDefault(
                            signal.query(),
                            Result.failed(
                                    Fault.Kind.TIMED_OUT,
                                    signal.query().signal() + " was not read within half the interval"));
            Demand demand = DemandEstimator.estimate(
                    signal, reading, fleet, ReadyHistory.empty(), loop.time().instant());
            if (demand instanceof Demand.Unknown unknown) {
                faults.add(unknown.fault());
            } else if (!loop.settings().policy().signals().contains(signal)) {
                ok(loop.settings().name(), signal.query().signal() + " can be read, to learn what a server carries");
            } else {
                ok(loop.settings().name(), Explanation.demand(demand));
            }
        }

        private static void ok(String name, String what) {
            System.out.println("ok       " + name + ": " + what);
        }

        private void problem(String name, String what) {
            problems++;
            System.out.println("problem  " + name + ": " + what);
        }
    }
}
