package dev.flyball.agent.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Messages on their way to one receiver, one at a time and in order. A message that does not arrive is sent again after
 * growing pauses, a few times; of messages that come while too many wait, the newest are dropped. What is dropped is
 * counted, and said. Never waits; safe for use by several threads.
 */
final class Deliveries {

    static final int MOST_WAITING = 256;
    static final int MOST_TRIES = 6;

    private static final Logger LOG = Logger.getLogger("flyball");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Sender sender;
    private final Timer timer;
    private final Counter sent;
    private final Counter dropped;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int droppedSinceSent;

    Deliveries(Sender sender, Timer timer, MeterRegistry registry) {
        this.sender = sender;
        this.timer = timer;
        this.sent = counter(registry, "sent");
        this.dropped = counter(registry, "dropped");
    }

    /** Sends one message. */
    interface Sender {

        /** Returns the HTTP status of the answer, or fails with why there is none. Does not wait and does not throw. */
        CompletionStage<Integer> send(String body);
    }

    /** Does something later. */
    interface Timer {

        void after(Duration pause, Runnable task);
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("flyball.webhook.messages")
                .description("Messages to the webhook, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    /** Takes a message; returns at once. */
    void add(String message) {
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                drop("since " + MOST_WAITING + " wait already");
                return;
            }
            waiting.addLast(message);
            if (waiting.size() > 1) {
                return;
            }
        }
        send(message, 1);
    }

    private void send(String message, int attempt) {
        sender.send(message).whenComplete((status, failure) -> {
            if (failure != null) {
                failed(message, attempt, true, why(failure));
            } else if (status / 100 == 2) {
                arrived();
            } else {
                boolean mayPass = status / 100 == 5 || status == 408 || status == 429;
                failed(message, attempt, mayPass, "it answers with HTTP status " + status);
            }
        });
    }

    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void failed(String message, int attempt, boolean again, String why) {
        if (again && attempt < MOST_TRIES) {
            timer.after(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), () -> send(message, attempt + 1));
            return;
        }
        synchronized (this) {
            drop("after " + attempt + (attempt == 1 ? " try: " : " tries: ") + why);
        }
        next();
    }

    private void arrived() {
        sent.increment();
        synchronized (this) {
            if (droppedSinceSent > 0) {
                LOG.infof("The webhook takes messages again; %d were dropped", droppedSinceSent);
                droppedSinceSent = 0;
            }
        }
        next();
    }

    private void next() {
        String message;
        synchronized (this) {
            waiting.removeFirst();
            if (waiting.isEmpty()) {
                return;
            }
            message = waiting.getFirst();
        }
        send(message, 1);
    }

    /** The first of several in a row is said; the number of all when one arrives again. */
    private void drop(String why) {
        dropped.increment();
        if (droppedSinceSent++ == 0) {
            LOG.warnf("A message to the webhook was dropped, %s", why);
        }
    }
}
