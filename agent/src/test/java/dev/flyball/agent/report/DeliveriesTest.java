package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final List<String> sent = new ArrayList<>();
    private final Deque<CompletableFuture<Integer>> answers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Deliveries deliveries = new Deliveries(
            body -> {
                sent.add(body);
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            },
            (pause, task) -> {
                pauses.add(pause);
                later.add(task);
            },
            registry);

    @Test
    void oneIsSentAtATimeAndInOrder() {
        deliveries.add("a");
        deliveries.add("b");
        assertThat(sent).containsExactly("a");

        answers.remove().complete(204);
        answers.remove().complete(200);

        assertThat(sent).containsExactly("a", "b");
        assertThat(count("sent")).isEqualTo(2);
    }

    @Test
    void whatDoesNotArriveIsSentAgainAfterGrowingPausesAndThenDropped() {
        deliveries.add("a");
        deliveries.add("b");
        for (int attempt = 1; attempt < Deliveries.MOST_TRIES; attempt++) {
            answers.remove().completeExceptionally(new IOException("no connection"));
            later.remove().run();
        }
        answers.remove().complete(503);

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
        assertThat(sent).containsExactly("a", "a", "a", "a", "a", "a", "b");
        assertThat(count("dropped")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedForGoodIsNotSentAgain() {
        deliveries.add("a");

        answers.remove().complete(404);

        assertThat(later).isEmpty();
        assertThat(count("dropped")).isEqualTo(1);
    }

    @Test
    void ofMoreThanSoManyTheNewestAreDroppedAndNobodyWaits() {
        for (int i = 0; i < Deliveries.MOST_WAITING + 10; i++) {
            deliveries.add("message " + i);
        }

        assertThat(sent).containsExactly("message 0");
        assertThat(count("dropped")).isEqualTo(10);
    }

    @Test
    void afterAllAreSentTheNextIsSentAtOnce() {
        deliveries.add("a");
        answers.remove().complete(200);

        deliveries.add("b");

        assertThat(sent).containsExactly("a", "b");
    }

    private double count(String result) {
        return registry.get("flyball.webhook.messages")
                .tag("result", result)
                .counter()
                .count();
    }
}
