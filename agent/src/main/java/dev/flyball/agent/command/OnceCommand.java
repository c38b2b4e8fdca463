package dev.flyball.agent.command;

import dev.flyball.agent.report.Journal;
import dev.flyball.agent.round.Members;
import dev.flyball.agent.round.Round;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.round.TargetLoop;
import dev.flyball.agent.shard.Sharding;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** Does one round and ends. */
@Command(
        name = "once",
        description = "Do one round: decide, change what must be changed, print each decision, and end.",
        mixinStandardHelpOptions = true)
final class OnceCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Program.startBrief(OneRound.class);
    }

    /** The round and its report. */
    static final class OneRound implements QuarkusApplication {

        private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);

        private final Rounds rounds;
        private final Journal journal;
        private final Sharding sharding;

        OneRound(Rounds rounds, Journal journal, Sharding sharding) {
            this.rounds = rounds;
            this.journal = journal;
            this.sharding = sharding;
        }

        @Override
        public int run(String... arguments) {
            sharding.onlyLook();
            int problems = 0;
            for (Round round : rounds.byInterval().values()) {
                round.run();
                for (Members group : round.members()) {
                    problems += group.fault()
                            .map(fault -> tell(group.settings().name(), fault))
                            .orElse(0);
                    for (TargetLoop loop : group.loops()) {
                        problems += report(loop);
                    }
                }
            }
            return problems == 0 ? 0 : 1;
        }

        private int report(TargetLoop loop) {
            String name = loop.settings().name();
            Optional<Decided> decided = journal.latest(name);
            if (decided.isEmpty()) {
                System.out.println(name + ": no decision could be made");
                return 1;
            }
            System.out.println(name + ": " + Explanation.line(decided.get().decision()));
            int problems = tellFaults(name, decided.get());
            Outcome outcome = loop.write().map(OneRound::await).orElse(null);
            if (outcome instanceof Outcome.Applied applied) {
                System.out.println(name + ": asked for " + applied.servers() + " servers");
            } else if (outcome instanceof Outcome.Deferred deferred) {
                System.out.println(name + ": not now: " + deferred.why());
            } else if (outcome instanceof Outcome.Withheld withheld) {
                System.out.println(name + ": not written: " + withheld.hold().mode() + ", "
                        + withheld.hold().why());
            } else if (outcome instanceof Outcome.Refused refused) {
                return problems + tell(name, refused.fault());
            }
            return problems;
        }

        private static Outcome await(CompletableFuture<Outcome> write) {
            Outcome late = new Outcome.Refused(new Fault(
                    Fault.Kind.TIMED_OUT, "the change was not answered within " + WRITE_LIMIT.toSeconds() + " s"));
            return write.completeOnTimeout(late, WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }

        private static int tellFaults(String name, Decided decided) {
            if (decided.decision().fleet() instanceof Result.Failed<Fleet> failed) {
                return tell(name, failed.fault());
            }
            int problems = 0;
            for (Demand demand : decided.decision().demands()) {
                if (demand instanceof Demand.Unknown unknown) {
                    problems += tell(name, unknown.fault());
                }
            }
            return problems;
        }

        private static int tell(String name, Fault fault) {
            System.out.println(name + ": " + fault.kind() + ": " + fault.message());
            return 1;
        }
    }
}
