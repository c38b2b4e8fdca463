package dev.flyball.agent.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.agent.round.RoundListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells each decision to those who listen at {@code /api/events}, as server-sent events. Nobody waits for a reader:
 * what it has not taken is buffered up to a limit, and beyond that its connection is closed. It may then connect again.
 *
 * <p>Written with routes of Vert.x, since a JAX-RS stream neither tells how much a reader has left to take nor bounds
 * it.
 */
@Singleton
public final class EventStreams implements RoundListener {

    /** A page and a script for each of a team; each costs a connection and at most the buffer. */
    static final int MOST = 64;

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int BUFFER = 256 * 1024;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Vertx vertx;
    private final ObjectMapper json;
    private final Set<HttpServerResponse> readers = ConcurrentHashMap.newKeySet();
    private final Context context;

    private final Counter dropped;

    @Inject
    EventStreams(Vertx vertx, ObjectMapper json, MeterRegistry registry) {
        this.vertx = vertx;
        this.json = json;
        this.dropped = Counter.builder("flyball.event.streams.dropped")
                .description("Readers of /api/events that were too slow")
                .register(registry);
        Gauge.builder("flyball.event.streams", readers, Set::size)
                .description("Readers of /api/events")
                .register(registry);
        this.context = vertx.getOrCreateContext();
    }

    /**
     * What is told of one decision.
     *
     * @param target the target's name
     * @param decision what was decided
     */
    @RegisterForReflection
    public record Event(String target, DecisionView decision) {}

    void route(@Observes Router router) {
        router.get("/api/events").handler(this::open);
        context.runOnContext(begun -> vertx.setPeriodic(HEARTBEAT.toMillis(), beat -> send(": still here\n\n")));
    }

    private synchronized void open(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (readers.size() >= MOST) {
            response.setStatusCode(SERVICE_UNAVAILABLE)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Retry-After", "10")
                    .end(text(new ApiError("there are " + MOST
                            + " event streams already, and there may be no more: close one, or ask /api/targets now and"
                            + " then")));
            return;
        }
        response.putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true)
                .setWriteQueueMaxSize(BUFFER)
                .exceptionHandler(broken -> LOG.debugf("An event stream broke: %s", broken.getMessage()))
                .closeHandler(closed -> readers.remove(response));
        response.write("retry: 2000\n\n");
        readers.add(response);
    }

    @Override
    public void decided(Decided event) {
        if (readers.isEmpty()) {
            return;
        }
        context.runOnContext(later -> send(
                "event: decision\ndata: " + text(new Event(event.target().name(), DecisionView.of(event))) + "\n\n"));
    }

    private void send(String event) {
        for (HttpServerResponse reader : readers) {
            if (reader.writeQueueFull()) {
                LOG.debug("A reader of /api/events is too slow, and is dropped");
                readers.remove(reader);
                dropped.increment();
                reader.reset();
            } else {
                reader.write(event);
            }
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("cannot be written as JSON: " + value, defect);
        }
    }
}
