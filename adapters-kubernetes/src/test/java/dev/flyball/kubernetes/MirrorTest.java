package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.WatchEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorTest {

    private static final Patience PATIENCE = new Patience(
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofSeconds(4),
            Duration.ofMinutes(5),
            Duration.ofSeconds(90));

    private record Thing(String name, Map<String, String> labels) implements Shelf.Labelled {}

    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final AtomicReference<Uni<String>> listed =
            new AtomicReference<>(Uni.createFrom().item("10"));
    private final List<String> there = new ArrayList<>(List.of("a", "b"));
    private final AtomicReference<MultiEmitter<? super WatchEvent<String>>> watch = new AtomicReference<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private final Mirror<String, Thing> mirror = new Mirror<>(
            new Mirror.Source<>() {
                @Override
                public Uni<String> list(Consumer<String> each) {
                    requests.add("list");
                    return listed.get().invoke(() -> there.forEach(each));
                }

                @Override
                public Multi<WatchEvent<String>> watch(String version, Duration length, Duration silence) {
                    return Multi.createFrom().emitter(emitter -> {
                        watch.set(emitter);
                        requests.add("watch from " + version);
                    });
                }
            },
            name -> {
                if (name.startsWith("?")) {
                    throw new FaultException(Fault.Kind.INVALID, name + " makes no sense");
                }
                return new Thing(name, Map.of("all", "all"));
            },
            failure -> Causes.find(failure, FaultException.class)
                    .map(FaultException::fault)
                    .orElseGet(() -> new Fault(Fault.Kind.UNREACHABLE, Causes.describe(failure))),
            PATIENCE,
            new Mirror.Time(nanos::get, later));

    @AfterEach
    void stop() {
        mirror.close();
        later.shutdownNow();
    }

    @Test
    void nothingIsAskedBeforeSomebodyLooks() {
        assertThat(requests).isEmpty();
    }

    @Test
    void listsOnceAndThenFollows() throws Exception {
        assertThat(names()).containsExactly("a", "b");
        awaits("list", "watch from 10");
        tell(new WatchEvent.Opened<>(), new WatchEvent.Put<>("c", "11"), new WatchEvent.Gone<>("a", "12"));
        assertThat(names()).containsExactly("b", "c");
        assertThat(requests).isEmpty();
    }

    @Test
    void aWatchThatEndsGoesOnFromTheVersionSeenLast() throws Exception {
        names();
        awaits("list", "watch from 10");
        tell(new WatchEvent.Opened<>(), new WatchEvent.Mark<>("20"));
        watch.get().complete();
        awaits("watch from 20");
        watch.get().fail(new TimeoutException("silence"));
        awaits("watch from 20");
        watch.get().fail(new IOException("connection reset"));
        awaits("watch from 20");
        watch.get().fail(new ApiException(503, "starting"));
        awaits("watch from 20");
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void aVersionThatIsGoneBeginsWithANewListAndTheOldOneHoldsUntilThatIsComplete() throws Exception {
        names();
        awaits("list", "watch from 10");
        listed.set(Uni.createFrom().nothing());
        there.remove("a");
        tell(new WatchEvent.Opened<>());
        watch.get().fail(new ApiException(410, "too old resource version"));
        awaits("list");
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void afterTheNewListOnlyWhatIsInItIsThere() throws Exception {
        names();
        awaits("list", "watch from 10");
        listed.set(Uni.createFrom().item("30"));
        there.remove("a");
        watch.get().fail(new ApiException(410, "too old resource version"));
        awaits("list", "watch from 30");
        assertThat(names()).containsExactly("b");
    }

    @Test
    void anObjectThatMakesNoSenseBeginsWithANewList() throws Exception {
        names();
        awaits("list", "watch from 10");
        tell(new WatchEvent.Opened<>(), new WatchEvent.Put<>("?", "11"));
        awaits("list", "watch from 10");
    }

    @Test
    void whatWasSeenHoldsForAWhileWithoutAWatchAndIsThenNotKnown() throws Exception {
        names();
        awaits("list", "watch from 10");
        tell(new WatchEvent.Opened<>());
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(names()).containsExactly("a", "b");
        watch.get().fail(new IOException("connection refused"));
        awaits("watch from 10");
        nanos.addAndGet(PATIENCE.stale().toNanos());
        assertThat(names()).containsExactly("a", "b");
        nanos.addAndGet(1);
        CompletableFuture<?> look = mirror.look().subscribeAsCompletionStage();
        assertThat(look).isNotDone();
        watch.get().fail(new IOException("connection refused again"));
        assertThat(look)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(FaultException.class)
                .withMessage("connection refused again");
        awaits("watch from 10");
        tell(new WatchEvent.Opened<>());
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void aFirstListThatFailsIsAFaultAndIsTriedAgain() throws Exception {
        listed.set(Uni.createFrom().failure(new FaultException(Fault.Kind.FORBIDDEN, "no")));
        assertThatThrownBy(this::names).isInstanceOf(FaultException.class).hasMessage("no");
        awaits("list", "list");
        listed.set(Uni.createFrom().item("10"));
        while (!requests.poll(5, TimeUnit.SECONDS).startsWith("watch")) {
            assertThat(requests.size()).isLessThan(100);
        }
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void whoIsClosedAsksNoMore() throws Exception {
        names();
        awaits("list", "watch from 10");
        mirror.close();
        assertThat(watch.get().isCancelled()).isTrue();
        assertThatThrownBy(this::names).isInstanceOf(FaultException.class);
    }

    private void awaits(String... expected) throws InterruptedException {
        for (String request : expected) {
            assertThat(requests.poll(5, TimeUnit.SECONDS)).isEqualTo(request);
        }
    }

    @SafeVarargs
    private final void tell(WatchEvent<String>... events) {
        for (WatchEvent<String> event : events) {
            watch.get().emit(event);
        }
    }

    private List<String> names() {
        return mirror
                .look()
                .await()
                .atMost(Duration.ofSeconds(5))
                .selected(LabelSelector.parse("all").orElseThrow())
                .stream()
                .map(Thing::name)
                .toList();
    }
}
