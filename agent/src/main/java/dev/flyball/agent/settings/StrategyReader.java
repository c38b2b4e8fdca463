package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SizeForm;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.ServerSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads whether servers may be made larger, and how large. */
final class StrategyReader {

    private final Lookup lookup;
    private final Model model;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    StrategyReader(Lookup lookup, Model model, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.model = model;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * What was read.
     *
     * @param strategy which way a target is scaled
     * @param sizes the sizes that a server may have; none if they never change
     */
    record StrategyRead(Strategy strategy, List<ServerSize> sizes) {

        /** Tells whether servers may be made larger. */
        boolean resizes() {
            return strategy != Strategy.HORIZONTAL;
        }
    }

    /** Returns the strategy of this resource, or empty after telling why it cannot be known. */
    Optional<StrategyRead> read(Resource resource) {
        Optional<Picked<Strategy>> strategy = lookup.pick(StrategySettings.STRATEGY);
        if (strategy.isEmpty()) {
            return Optional.empty();
        }
        if (strategy.get().value() == Strategy.HORIZONTAL) {
            lookup.ownValue(StrategySettings.SIZES)
                    .ifPresent(sizes -> warnings.accept(sizes.assignment() + ": has no effect with "
                            + strategy.get().assignment()));
            return Optional.of(new StrategyRead(Strategy.HORIZONTAL, List.of()));
        }
        Optional<SizeForm> form = resource.platform().serverSizes();
        if (form.isEmpty()) {
            problems.accept(strategy.get()
                    .problem("must be horizontal, since servers of "
                            + resource.platform().scheme() + " targets cannot be made larger" + lookup.told()));
            return Optional.empty();
        }
        if (!model.own()) {
            problems.accept(strategy.get()
                    .problem("must be horizontal beside " + model.name().assignment() + ", which knows nothing else"
                            + lookup.told()));
            return Optional.empty();
        }
        return sizes(strategy.get(), resource.platform(), form.get())
                .map(sizes -> new StrategyRead(strategy.get().value(), sizes));
    }

    private Optional<List<ServerSize>> sizes(Picked<Strategy> strategy, Platform platform, SizeForm form) {
        Optional<Picked<String>> text = lookup.pick(StrategySettings.SIZES);
        if (text.isEmpty()) {
            if (lookup.unset(StrategySettings.SIZES)) {
                problems.accept(Problem.ofVariable(
                        lookup.own(StrategySettings.SIZES),
                        "is not set: must be " + StrategySettings.SIZES.type().allowed() + ", such as " + form.example()
                                + ", since " + strategy.assignment(),
                        Optional.empty()));
            }
            return Optional.empty();
        }
        List<ServerSize> sizes = new ArrayList<>();
        for (String one : text.get().value().split(",")) {
            Optional<ServerSize> size = form.read().apply(one.strip());
            if (size.isEmpty()) {
                problems.accept(text.get()
                        .problem("'" + one.strip() + "' is no size of a " + platform.scheme()
                                + " server, must be written like " + form.example() + lookup.told()));
                return Optional.empty();
            }
            boolean larger = sizes.isEmpty()
                    || size.get().capacity() > sizes.get(sizes.size() - 1).capacity();
            if (!larger) {
                problems.accept(text.get()
                        .problem("must have the smallest size first, and each larger than the one" + " before, unlike '"
                                + one.strip() + "'" + lookup.told()));
                return Optional.empty();
            }
            sizes.add(size.get());
        }
        if (sizes.size() < 2) {
            problems.accept(text.get()
                    .problem("must be " + StrategySettings.SIZES.type().allowed() + lookup.told()));
            return Optional.empty();
        }
        return Optional.of(sizes);
    }
}
