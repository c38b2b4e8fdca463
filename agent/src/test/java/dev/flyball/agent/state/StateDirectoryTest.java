package dev.flyball.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    private static final Logger LOGGER = Logger.getLogger(StateDirectory.class.getName());

    private static final Orders HELD =
            new Orders(true, Optional.of(new SizeHold(4, Instant.parse("2026-01-01T01:00:00Z"))));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> said = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(new PatternFormatter("%p %s").format(ExtLogRecord.wrap(entry)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        LOGGER.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(ear);
    }

    @Test
    void anAgentFindsWhatTheOneBeforeItKept() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1), kept("code", 2)));
        first.keep("other rounds", List.of(kept("slow", 3)));
        first.close();

        StateDirectory second = open();

        assertThat(second.recall(settings("chat", "flyball"))).contains(kept("chat", 1));
        assertThat(second.recall(settings("slow", "flyball"))).contains(kept("slow", 3));
        assertThat(second.recall(settings("new", "flyball"))).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("The memory of 3 targets is back"));
    }

    @Test
    void whatNoRoundHasTakenOverYetIsKeptFurther() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1), kept("code", 2)));
        first.close();
        StateDirectory second = open();
        second.recall(settings("code", "flyball"));
        second.keep("rounds", List.of(kept("chat", 5)));
        second.close();

        StateDirectory third = open();

        assertThat(third.recall(settings("chat", "flyball"))).contains(kept("chat", 5));
        assertThat(third.recall(settings("code", "flyball"))).contains(kept("code", 2));
    }

    @Test
    void whatNobodyClaimsForADayIsForgotten() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1), kept("gone", 2)));
        first.close();
        StateDirectory second = open();
        now.set(now.get().plus(Duration.ofHours(25)));
        second.keep("rounds", List.of(kept("chat", 5)));
        second.close();

        assertThat(open().recall(settings("gone", "flyball"))).isEmpty();
    }

    @Test
    void aTargetThatLeftIsForgotten() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1), kept("gone", 2)));
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();

        assertThat(open().recall(settings("gone", "flyball"))).isEmpty();
    }

    @Test
    void anOpenWriteComesBack() throws IOException {
        Kept writing = new Kept(
                kept("chat", 1).target(),
                kept("chat", 1).fit(),
                Memory.empty(),
                Optional.of(new OpenWrite(new Change(2, 4), now.get(), Optional.empty())),
                Orders.none(),
                true);
        StateDirectory first = open();
        first.keep("rounds", List.of(writing));
        first.close();

        assertThat(open().recall(settings("chat", "flyball"))).contains(writing);
    }

    @Test
    void anOrderIsKeptBeforeTheNextRound() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1), kept("code", 2)));
        first.order(settings("chat", "flyball"), HELD);
        first.order(settings("new", "flyball"), HELD);
        first.close();

        StateDirectory second = open();
        assertThat(second.recall(settings("chat", "flyball")))
                .contains(kept("chat", 1).under(HELD));
        assertThat(second.recall(settings("new", "hpa")).orElseThrow().orders()).isEqualTo(HELD);
        assertThat(second.recall(settings("code", "flyball"))).contains(kept("code", 2));
    }

    @Test
    void anOrderIsNotLostToARoundThatEndedMeanwhile() throws IOException {
        StateDirectory first = open();
        first.order(settings("chat", "flyball"), HELD);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();

        assertThat(open().recall(settings("chat", "flyball")).orElseThrow().orders())
                .isEqualTo(HELD);
    }

    @Test
    void anOrderForATargetThatLeftIsForgotten() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1)));
        first.order(settings("chat", "flyball"), HELD);
        first.keep("rounds", List.of());
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();

        assertThat(open().recall(settings("chat", "flyball"))).contains(kept("chat", 1));
    }

    @Test
    void aLargeStateIsWrittenOnceAMinuteAndTheNextAgentToldSo() throws IOException {
        StateDirectory first = StateDirectory.open(directory, Runnable::run, now::get, 100);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.keep("rounds", List.of(kept("chat", 2)));
        now.set(now.get().plusSeconds(61));
        first.keep("rounds", List.of(kept("chat", 3)));
        first.keep("rounds", List.of(kept("chat", 4)));
        String minute = Files.readString(file());
        first.close();

        assertThat(minute).contains("\"blindRounds\":3").contains("\"last\":false");
        assertThat(open().recall(settings("chat", "flyball"))).contains(kept("chat", 4));
    }

    @Test
    void memoryOfAnotherPolicyIsForgottenInPart() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();

        Memory rest = open().recall(settings("chat", "hpa")).orElseThrow().memory();

        assertThat(rest.blindRounds()).isEqualTo(1);
        assertThat(rest.tracks()).isEmpty();
    }

    @Test
    void twoAgentsDoNotShareADirectory() throws IOException {
        open();

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "another agent, process " + ProcessHandle.current().pid())
                .hasMessageContaining(directory.toString());
    }

    @Test
    void aDamagedFileIsSetAside() throws IOException {
        Files.writeString(file(), "{\"version\":1,\"targets\":[{\"tar");

        StateDirectory state = open();

        assertThat(state.recall(settings("chat", "flyball"))).isEmpty();
        assertThat(directory.resolve("flyball-state.damaged.json")).hasContent("{\"version\":1,\"targets\":[{\"tar");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("cannot be used", "set aside as", "flyball-state.damaged.json", "nothing shrinks");
    }

    @Test
    void aNewerFileIsSetAside() throws IOException {
        Files.writeString(file(), "{\"version\":7}");

        open();

        assertThat(directory.resolve("flyball-state.newer.json")).hasContent("{\"version\":7}");
        assertThat(said).singleElement().asString().contains("version 7", "knows up to 1");
    }

    @Test
    void aDirectoryThatCannotBeUsedIsSurvivedAndSaidOnce() throws IOException {
        Path wrong = directory.resolve("file");
        Files.writeString(wrong, "no directory");
        StateDirectory state = StateDirectory.open(wrong, Runnable::run, now::get);

        assertThat(state.keep("rounds", List.of(kept("chat", 1)))).isCompleted();
        assertThat(state.keep("rounds", List.of(kept("chat", 2)))).isCompleted();
        Files.delete(wrong);
        now.set(now.get().plusSeconds(90));
        assertThat(state.keep("rounds", List.of(kept("chat", 3)))).isCompleted();
        assertThat(state.keep("rounds", List.of(kept("chat", 4)))).isCompleted();

        assertThat(said.stream().filter(line -> line.contains("cannot be kept")))
                .hasSize(1);
        assertThat(said.stream().filter(line -> line.contains("is kept in"))).hasSize(1);
        assertThat(said.get(said.size() - 1)).contains("again, after 90 s");
        state.close();
        assertThat(StateDirectory.open(wrong, Runnable::run, now::get).recall(settings("chat", "flyball")))
                .contains(kept("chat", 4));
    }

    @Test
    void aSlowDiskHasWritingsLeftOutAndTheNewestKept() throws IOException {
        List<Runnable> tasks = new ArrayList<>();
        StateDirectory state = StateDirectory.open(directory, tasks::add, now::get);
        CompletableFuture<Void> first = state.keep("rounds", List.of(kept("chat", 1)));
        CompletableFuture<Void> second = state.keep("rounds", List.of(kept("chat", 2)));

        assertThat(tasks).hasSize(1);
        assertThat(first).isNotDone();
        tasks.remove(0).run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        state.close();
        tasks.remove(0).run();
        assertThat(open().recall(settings("chat", "flyball"))).contains(kept("chat", 2));
    }

    @Test
    void halfAWritingBesideTheFileDoesNoHarm() throws IOException {
        StateDirectory first = open();
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();
        Files.writeString(directory.resolve("flyball-state.json.next"), "{\"version\":1,\"tar");

        StateDirectory second = open();
        assertThat(second.recall(settings("chat", "flyball"))).contains(kept("chat", 1));
        second.keep("rounds", List.of(kept("chat", 2)));
        second.close();

        assertThat(open().recall(settings("chat", "flyball"))).contains(kept("chat", 2));
    }

    private Path file() {
        return directory.resolve("flyball-state.json");
    }

    private StateDirectory open() throws IOException {
        return StateDirectory.open(directory, Runnable::run, now::get);
    }

    private static Kept kept(String name, int blindRounds) {
        Memory memory = Remembered.blindFor(blindRounds);
        return new Kept(
                new TargetId("calm", name),
                Fit.of(settings(name, "flyball")),
                memory,
                Optional.empty(),
                Orders.none(),
                true);
    }

    private static TargetSettings settings(String name, String policyName) {
        TargetId target = new TargetId("calm", name);
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(new TrackedSignal(
                        new Query(target, "load"), new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(1))),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
        return new TargetSettings(name, target, policy, policyName, Duration.ofSeconds(15), false);
    }
}
