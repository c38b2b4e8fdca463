package dev.flyball.agent.command;

import dev.flyball.agent.plan.CapacityTable;
import dev.flyball.agent.plan.Loads;
import dev.flyball.core.demand.Unusable;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.strategy.Capacity;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers what a load would take, without looking at any target. */
@Command(
        name = "plan",
        description = {
            "Tell what can carry a load: plan --load 7 [--capacity C --max-servers N --largest-size F]",
            "Or how many servers are overloaded: plan --loads server1=30,server2=55 --threshold 50"
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--load", paramLabel = "L", description = "The load to be carried.")
    private Optional<Double> load;

    @Option(
            names = "--capacity",
            paramLabel = "C",
            description = "With --load: what one server carries. Default: 1, as the simulated endpoint's.")
    private Optional<Double> capacity;

    @Option(
            names = "--max-servers",
            paramLabel = "N",
            description = "With --load: the most servers. Default: 5, as the simulated endpoint's.")
    private Optional<Integer> maxServers;

    @Option(
            names = "--largest-size",
            paramLabel = "F",
            description = "With --load: how many times as much a server of the largest size carries. "
                    + "Default: 2, as the simulated endpoint's.")
    private Optional<Double> largestSize;

    @Option(names = "--loads", paramLabel = "SERVER=LOAD,...", description = "The load of each server.")
    private Optional<String> loads;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "With --loads: the load above which a server counts as overloaded.")
    private Optional<Double> threshold;

    @Override
    public Integer call() {
        boolean ofLoad = load.isPresent() || capacity.isPresent() || maxServers.isPresent() || largestSize.isPresent();
        boolean ofLoads = loads.isPresent() || threshold.isPresent();
        if (ofLoad == ofLoads) {
            throw wrong("plan: must have either --load, or --loads and --threshold");
        }
        if (ofLoad) {
            carry();
        } else {
            countOverloaded();
        }
        return 0;
    }

    private void carry() {
        double wanted = load.orElseThrow(() -> wrong("--load is missing: must be the load to be carried"));
        if (!Unusable.isLoad(wanted)) {
            throw wrong("--load " + wanted + ": must be a number, 0 or more");
        }
        Capacity of;
        try {
            of = new Capacity(capacity.orElse(1.0), maxServers.orElse(5), largestSize.orElse(2.0));
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        CapacityTable.of(of, wanted).forEach(out()::println);
    }

    private void countOverloaded() {
        String text = loads.orElseThrow(
                () -> wrong("--loads is missing: must be the load of each server, for example server1=30,server2=55"));
        double above = threshold.orElseThrow(
                () -> wrong("--threshold is missing: must be the load above which a server counts as overloaded"));
        long overloaded;
        try {
            overloaded = new Overloads(above).count(Loads.parse(text).byServer().values());
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        out().println("Servers to scale: " + overloaded);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
