package dev.flyball.agent.command;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.plan.CapacityTable;
import dev.flyball.agent.plan.Endpoint;
import dev.flyball.agent.plan.Loads;
import dev.flyball.agent.plan.Offers;
import dev.flyball.agent.plan.Offers.Offer;
import dev.flyball.agent.settings.ReadSettings;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.SettingsReader;
import dev.flyball.core.demand.Unusable;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.strategy.Capacity;
import dev.flyball.core.strategy.Capacity.Way;
import dev.flyball.core.target.ServerSize;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers what a load would take, without looking at any target. */
@Command(
        name = "plan",
        description = {
            "Tell what can carry a load: plan --load 7 [--capacity C --max-servers N --largest-size F --price P]",
            "What is not given is as the settings say, costs too; without settings, as the simulated endpoint.",
            "Or how many servers are overloaded: plan --loads server1=30,server2=55 --threshold 50"
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(names = "--load", paramLabel = "L", description = "The load to be carried.")
    private Optional<Double> load;

    @Option(
            names = "--capacity",
            paramLabel = "C",
            description = "With --load: what one server carries. Default: FLYBALL_TARGET_PER_SERVER.")
    private Optional<Double> capacity;

    @Option(
            names = "--max-servers",
            paramLabel = "N",
            description = "With --load: the most servers. Default: FLYBALL_MAX_SERVERS.")
    private Optional<Integer> maxServers;

    @Option(
            names = "--largest-size",
            paramLabel = "F",
            description = "With --load: how many times as much a server of the largest size carries. "
                    + "Default: FLYBALL_SIZES.")
    private Optional<Double> largestSize;

    @Option(
            names = "--price",
            paramLabel = "P",
            description = "With --load: what a server of the smallest size costs for an hour. Default: FLYBALL_PRICE or"
                    + " FLYBALL_PRICES.")
    private Optional<Double> price;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "With --load: whose settings are meant. Default: those of the only target.")
    private Optional<String> target;

    @Option(names = "--loads", paramLabel = "SERVER=LOAD,...", description = "The load of each server.")
    private Optional<String> loads;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "With --loads: the load above which a server counts as overloaded.")
    private Optional<Double> threshold;

    PlanCommand() {
        this(System.getenv());
    }

    PlanCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        boolean ofLoad = Stream.of(load, capacity, maxServers, largestSize, price, target)
                .anyMatch(Optional::isPresent);
        boolean ofLoads = loads.isPresent() || threshold.isPresent();
        if (ofLoad == ofLoads) {
            throw wrong("plan: must have either --load, or --loads and --threshold");
        }
        if (ofLoad) {
            return carry();
        }
        countOverloaded();
        return 0;
    }

    private int carry() {
        double wanted = load.orElseThrow(() -> wrong("--load is missing: must be the load to be carried"));
        if (!Unusable.isLoad(wanted)) {
            throw wrong("--load " + wanted + ": must be a number, 0 or more");
        }
        if (price.filter(one -> !(one > 0) || Double.isInfinite(one)).isPresent()) {
            throw wrong("--price " + price.get() + ": must be a number above 0");
        }
        ReadSettings read = SettingsReader.read(environment, Adapters.platforms());
        if (read instanceof ReadSettings.Invalid invalid) {
            invalid.problems().forEach(problem -> spec.commandLine().getErr().println(problem.message()));
            return 1;
        }
        try {
            plan(((ReadSettings.Valid) read).settings(), wanted).forEach(out()::println);
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        return 0;
    }

    private List<String> plan(Settings settings, double wanted) {
        Endpoint endpoint =
                settings.builtInSimulation() && target.isEmpty() ? Endpoint.simulated() : Endpoint.of(settings, target);
        double ofServer = capacity.or(endpoint::capacity)
                .orElseThrow(() -> new IllegalArgumentException("--capacity is missing: must be what one server"
                        + " carries, which the settings do not say in the unit of the load"));
        int most = maxServers.orElse(endpoint.bounds().max());
        Capacity of = new Capacity(ofServer, most, largestSize.orElseGet(endpoint::largest));
        return CapacityTable.of(of, offers(endpoint, of), wanted);
    }

    /** Sizes that are given by hand have no names, and but the smallest no price. */
    private Offers offers(Endpoint endpoint, Capacity of) {
        OptionalDouble smallest = price.isPresent() ? OptionalDouble.of(price.get()) : endpoint.price();
        List<Offer> offers = new ArrayList<>();
        if (largestSize.isPresent() || endpoint.sizes().isEmpty()) {
            offers.add(new Offer("", of.ofServer(), smallest));
            if (of.largestSize() > 1) {
                offers.add(new Offer("the largest", of.of(Way.VERTICAL), OptionalDouble.empty()));
            }
        } else {
            double unit = endpoint.sizes().get(0).capacity();
            for (int i = 0; i < endpoint.sizes().size(); i++) {
                ServerSize size = endpoint.sizes().get(i);
                offers.add(new Offer(
                        size.name(),
                        of.ofServer() * size.capacity() / unit,
                        i == 0 ? smallest : endpoint.prices().of(i)));
            }
        }
        return new Offers(offers, Math.min(endpoint.bounds().min(), of.maxServers()), of.maxServers());
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
