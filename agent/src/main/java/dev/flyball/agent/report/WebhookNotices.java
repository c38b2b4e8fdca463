package dev.flyball.agent.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the webhook each change that was applied, each new obstacle, and when an obstacle is over. Of agents that share
 * a target, only the one that may write tells. No round waits for it.
 */
@Singleton
public final class WebhookNotices implements RoundListener {

    private final ObjectMapper json;
    private final Optional<Consumer<String>> deliveries;
    private final Troubles troubles = new Troubles();
    private final Map<String, Decision> lastChange = new ConcurrentHashMap<>();

    @Inject
    WebhookNotices(Settings settings, ObjectMapper json, MeterRegistry registry) {
        this(
                json,
                settings.webhook()
                        .map(webhook ->
                                new Deliveries(new WebhookSender(webhook), WebhookNotices::later, registry)::add));
    }

    WebhookNotices(ObjectMapper json, Optional<Consumer<String>> deliveries) {
        this.json = json;
        this.deliveries = deliveries;
    }

    /**
     * One message.
     *
     * @param kind {@code change}, {@code obstacle} or {@code recovery}
     * @param target the target's name
     * @param resource what is scaled
     * @param at when, in the target's time
     * @param code the reason of the change, or the code of the fault or write mode
     * @param text what happened, for people
     * @param from servers before a change
     * @param to servers after it
     */
    @RegisterForReflection
    public record Message(
            String kind,
            String target,
            String resource,
            Instant at,
            Optional<String> code,
            String text,
            Optional<Integer> from,
            Optional<Integer> to) {}

    private static void later(Duration pause, Runnable task) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }

    @Override
    public void decided(Decided event) {
        if (deliveries.isEmpty()) {
            return;
        }
        Troubles.News news = troubles.in(event);
        if (event.lastOutcome().orElse(null) instanceof Outcome.Applied applied) {
            Optional.ofNullable(lastChange.remove(event.target().name()))
                    .ifPresent(decision -> tell(ofChange(event.target(), decision, applied)));
        }
        if (event.decision().change().isPresent()) {
            lastChange.put(event.target().name(), event.decision());
        }
        if (event.mode() != WriteMode.NO_LEASE) {
            news.begun()
                    .forEach(trouble -> tell(ofTrouble(
                            event,
                            "obstacle",
                            Optional.of(trouble.kind()),
                            "cannot " + trouble.what() + ": " + trouble.message())));
            news.ended()
                    .forEach(over -> tell(ofTrouble(
                            event,
                            "recovery",
                            Optional.empty(),
                            "can " + over.what() + " again, after "
                                    + over.after().toSeconds() + " s")));
        }
    }

    @Override
    public void left(TargetSettings target) {
        troubles.forget(target);
        lastChange.remove(target.name());
    }

    private static Message ofChange(TargetSettings target, Decision decision, Outcome.Applied applied) {
        return new Message(
                "change",
                target.name(),
                target.resource().toString(),
                applied.at(),
                Optional.of(decision.reason().name()),
                Explanation.line(decision),
                decision.change().map(Change::from),
                Optional.of(applied.servers()));
    }

    private static Message ofTrouble(Decided event, String kind, Optional<String> code, String text) {
        return new Message(
                kind,
                event.target().name(),
                event.target().resource().toString(),
                event.decision().at(),
                code,
                text,
                Optional.empty(),
                Optional.empty());
    }

    private void tell(Message message) {
        try {
            deliveries.orElseThrow().accept(json.writeValueAsString(message));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("cannot be written as JSON: " + message, defect);
        }
    }
}
