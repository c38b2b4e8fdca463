package dev.flyball.agent.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.agent.differential.Series.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Lets all series happen side by side in one namespace, and notes what was told when. */
final class Driver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint api;
    private final Endpoint metrics;
    private final String namespace;
    private final List<Series> all;
    private final Map<String, Told> told = new HashMap<>();

    Driver(Endpoint api, Endpoint metrics, String namespace, List<Series> all) {
        this.api = api;
        this.metrics = metrics;
        this.namespace = namespace;
        this.all = List.copyOf(all);
        all.forEach(series -> told.put(series.id(), new Told()));
    }

    /** Runs every step of every series, one each {@code period}; returns what was told. */
    Map<String, Told> run(Duration period) throws Exception {
        api.post("/api/v1/namespaces", "{\"metadata\": {\"name\": \"" + namespace + "\"}}");
        for (Series series : all) {
            api.post(apps(series.workload().resource()), Manifests.workload(series));
        }
        Awaitility.await("the first pods").atMost(Duration.ofMinutes(2)).until(() -> all.stream()
                .filter(series -> series.workload().readyDelaySeconds() == 0)
                .allMatch(series -> pods(series).stream()
                                .filter(pod -> pod.at("/status/phase").asText().equals("Running"))
                                .count()
                        == series.workload().replicas()));
        step(0);
        for (Series series : all) {
            api.post(
                    "/apis/autoscaling/v2beta2/namespaces/" + namespace + "/horizontalpodautoscalers",
                    Manifests.autoscaler(series));
        }
        int steps = all.stream().mapToInt(series -> series.steps().size()).max().orElse(0);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        int[] next = {1};
        clock.scheduleAtFixedRate(
                () -> {
                    try {
                        if (next[0] >= steps) {
                            ended.complete(null);
                        } else {
                            step(next[0]++);
                        }
                    } catch (RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ended.get(period.toSeconds() * steps * 4, TimeUnit.SECONDS);
        } finally {
            clock.shutdownNow();
        }
        return Map.copyOf(told);
    }

    void clean() {
        all.forEach(series -> metrics.delete("/resource/" + namespace + "/" + series.id() + "-"));
        api.delete("/api/v1/namespaces/" + namespace);
    }

    private void step(int number) {
        for (Series series : all) {
            if (number < series.steps().size()) {
                series.steps().get(number).forEach(action -> act(series, action));
            }
        }
    }

    private void act(Series series, Action action) {
        if (action instanceof Action.Tell tell) {
            String path = external(tell.metric());
            tell(series, loads -> loads.with(tell.metric(), Optional.of(tell.value())), path, "" + tell.value());
        } else if (action instanceof Action.Forget forget) {
            tell(series, loads -> loads.with(forget.metric(), Optional.empty()), external(forget.metric()), "");
        } else if (action instanceof Action.Use use) {
            tellRule(series, series.id() + "-", Optional.of(use.rule()));
        } else if (action instanceof Action.Unmeasured) {
            tellRule(series, series.id() + "-", Optional.empty());
        } else if (action instanceof Action.UseOf use) {
            pod(series, use.pod()).ifPresent(pod -> tellRule(series, pod, Optional.of(use.rule())));
        } else if (action instanceof Action.Ready ready) {
            pod(series, ready.pod()).ifPresent(pod -> patchStatus(pod, condition(ready.ready())));
        } else if (action instanceof Action.Fail fail) {
            pod(series, fail.pod()).ifPresent(pod -> patchStatus(pod, "{\"status\": {\"phase\": \"Failed\"}}"));
        } else if (action instanceof Action.ReadyDelay delay) {
            api.patch(workload(series), Manifests.readyDelay(delay.seconds()));
        } else if (action instanceof Action.Scale scale) {
            api.patch(workload(series), "{\"spec\": {\"replicas\": " + scale.replicas() + "}}");
        }
    }

    private void tellRule(Series series, String prefix, Optional<Loads.Rule> rule) {
        String body = rule.map(known -> known.resource().equals("none")
                        ? "{\"none\": 0}"
                        : "{\"%s\": %s, \"total\": %s}"
                                .formatted(known.resource(), "" + known.amount(), "" + known.total()))
                .orElse("");
        tell(series, loads -> loads.withRule(prefix, rule), "/resource/" + namespace + "/" + prefix, body);
    }

    private void tell(Series series, UnaryOperator<Loads> change, String path, String body) {
        Told known = told.get(series.id());
        Instant begin = Instant.now();
        if (body.isEmpty()) {
            metrics.delete(path);
        } else {
            metrics.put(path, body);
        }
        known.add(begin, Instant.now(), change.apply(known.last()));
    }

    private void patchStatus(String pod, String body) {
        api.patch("/api/v1/namespaces/" + namespace + "/pods/" + pod + "/status", body);
    }

    private static String condition(boolean ready) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"%s\", \"lastTransitionTime\": \"%s\"}]}}"
                .formatted(ready ? "True" : "False", now);
    }

    private Optional<String> pod(Series series, int index) {
        return pods(series).stream()
                .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                .map(pod -> pod.at("/metadata/name").asText())
                .sorted(Comparator.naturalOrder())
                .skip(index)
                .findFirst();
    }

    private List<JsonNode> pods(Series series) {
        try {
            List<JsonNode> pods = new ArrayList<>();
            JSON.readTree(api.get("/api/v1/namespaces/" + namespace + "/pods?labelSelector=app%3D" + series.id()))
                    .path("items")
                    .forEach(pods::add);
            return pods;
        } catch (IOException e) {
            throw new UncheckedIOException("the pods of " + series.id(), e);
        }
    }

    private String external(String metric) {
        return "/external/" + namespace + "/" + metric;
    }

    private String workload(Series series) {
        return apps(series.workload().resource()) + "/" + series.id();
    }

    private String apps(String resource) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + resource;
    }
}
