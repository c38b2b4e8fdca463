package dev.flyball.sagemaker;

import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;

/**
 * Sends the wishes of an endpoint's variants, which share one lock: the first change that SageMaker accepts keeps out
 * the others for minutes. So wishes of one round wait a moment for each other and go together; where SageMaker does not
 * take them together, the one that adds most goes first and the others in later rounds. Safe for use by several
 * threads.
 */
final class EndpointLock {

    private final AwsClients clients;
    private final InstantSource clock;
    private final Duration gathering;
    private final Predicate<String> shared;
    private final Map<String, Batch> open = new HashMap<>();

    /**
     * Makes the sender of a region.
     *
     * @param gathering how long the first wish of an endpoint waits for others
     * @param shared tells of an endpoint whether more than one of its variants is scaled
     */
    EndpointLock(AwsClients clients, InstantSource clock, Duration gathering, Predicate<String> shared) {
        this.clients = clients;
        this.clock = clock;
        this.gathering = gathering;
        this.shared = shared;
    }

    /** What one variant should become. */
    record Wish(Resource resource, Change change, DesiredWeightAndCapacity capacity) {}

    private record Batch(List<Wish> wishes, CompletableFuture<Map<Wish, Outcome>> outcomes) {}

    /** Sends a wish, alone or with others of this endpoint, and returns what became of it. */
    Outcome send(String endpoint, Wish wish) {
        if (!shared.test(endpoint)) {
            return call(endpoint, List.of(wish)).get(wish);
        }
        Batch batch;
        boolean first;
        synchronized (open) {
            batch = open.computeIfAbsent(endpoint, name -> new Batch(new ArrayList<>(), new CompletableFuture<>()));
            first = batch.wishes().isEmpty();
            batch.wishes().add(wish);
        }
        if (first) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, gathering.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
            try {
                batch.outcomes().complete(call(endpoint, close(endpoint)));
            } finally {
                // Has no effect but where the call ended without an answer: then nobody waits for one.
                batch.outcomes().completeExceptionally(new IllegalStateException("the change was not sent"));
            }
        }
        return batch.outcomes().join().get(wish);
    }

    private List<Wish> close(String endpoint) {
        synchronized (open) {
            return List.copyOf(open.remove(endpoint).wishes());
        }
    }

    private Map<Wish, Outcome> call(String endpoint, List<Wish> wishes) {
        Map<Wish, Outcome> outcomes = new LinkedHashMap<>();
        try {
            update(endpoint, wishes);
            wishes.forEach(wish -> outcomes.put(
                    wish, new Outcome.Applied(clock.instant(), wish.change().to())));
        } catch (RuntimeException exception) {
            if (wishes.size() > 1 && AwsFaults.invalid(exception) && !AwsFaults.busy(exception)) {
                return oneByOne(endpoint, wishes);
            }
            wishes.forEach(wish -> outcomes.put(wish, failed(endpoint, wish, exception)));
        }
        return outcomes;
    }

    private Map<Wish, Outcome> oneByOne(String endpoint, List<Wish> wishes) {
        List<Wish> urgentFirst = wishes.stream()
                .sorted(Comparator.comparingInt(
                        (Wish wish) -> wish.change().from() - wish.change().to()))
                .toList();
        Map<Wish, Outcome> outcomes = new LinkedHashMap<>();
        boolean accepted = false;
        for (Wish wish : urgentFirst) {
            Outcome outcome = accepted
                    ? new Outcome.Deferred("endpoint " + endpoint + " takes another variant's change first;"
                            + " SageMaker takes one change at a time")
                    : call(endpoint, List.of(wish)).get(wish);
            accepted |= outcome instanceof Outcome.Applied;
            outcomes.put(wish, outcome);
        }
        return outcomes;
    }

    private void update(String endpoint, List<Wish> wishes) {
        clients.sageMaker().updateEndpointWeightsAndCapacities(request -> request.endpointName(endpoint)
                .desiredWeightsAndCapacities(wishes.stream().map(Wish::capacity).toList()));
    }

    private static Outcome failed(String endpoint, Wish wish, RuntimeException exception) {
        return AwsFaults.busy(exception)
                ? new Outcome.Deferred(
                        "endpoint " + endpoint + " is being updated; SageMaker takes one change at a time")
                : new Outcome.Refused(AwsFaults.of(Action.resize(wish.resource()), exception));
    }
}
