package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.ServerSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What signals are for: the load that arrives, what waits, and what makes one server too small. */
class RolesTest {

    private static final String[] RATE_AND_QUEUE = {
        "FLYBALL_SIGNALS_RATE_SIGNAL=promql",
        "FLYBALL_SIGNALS_RATE_QUERY=rate",
        "FLYBALL_SIGNALS_RATE_TARGET_PER_SERVER=10",
        "FLYBALL_SIGNALS_QUEUE_SIGNAL=queue",
        "FLYBALL_SIGNALS_QUEUE_TARGET_PER_SERVER=2"
    };
    private static final String[] CPU_AND_MEMORY = {
        "FLYBALL_SIGNALS_CPU_SIGNAL=cpu",
        "FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION=0.6",
        "FLYBALL_SIGNALS_MEM_SIGNAL=memory",
        "FLYBALL_SIGNALS_MEM_TARGET_UTILIZATION=0.8"
    };

    @Test
    void whatWaitsIsWorkedOffInTime() {
        Policy policy = policy(RATE_AND_QUEUE, "FLYBALL_SIGNALS_QUEUE_DRAIN=2m");

        assertThat(policy.backlog()).hasValueSatisfying(backlog -> {
            assertThat(backlog.within()).isEqualTo(Duration.ofMinutes(2));
            assertThat(backlog.queue().setPoint().value()).isEqualTo(2);
        });
        assertThat(policy.tracks().get(0).signals()).extracting(RolesTest::name).containsExactly("promql");
    }

    @Test
    void somethingMustArriveBesideWhatWaits() {
        assertThat(problems(new String[] {"FLYBALL_SIGNAL=queue", "FLYBALL_TARGET_PER_SERVER=2", "FLYBALL_DRAIN=2m"}))
                .containsExactly(
                        "FLYBALL_SIGNAL must name a load that servers share too, such as requests or cpu, beside"
                                + " what waits or what each server has by itself");
    }

    @Test
    void aFractionCannotWait() {
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_SIGNALS_CPU_DRAIN=2m"))
                .containsExactly("FLYBALL_SIGNALS_CPU_DRAIN=2m: must not be set, since cpu is not held to an amount per"
                        + " server, which would be what one works off in a second");
    }

    @Test
    void thereIsOneBacklog() {
        assertThat(problems(RATE_AND_QUEUE, "FLYBALL_SIGNALS_QUEUE_DRAIN=2m", "FLYBALL_SIGNALS_RATE_DRAIN=1m"))
                .containsExactly(
                        "FLYBALL_SIGNALS_RATE_DRAIN=1m: must be set for one signal only, but queue is a backlog"
                                + " too");
    }

    @Test
    void memoryIsOfEachServerWhereServersCanBeLarger() {
        Policy policy = policy(CPU_AND_MEMORY, "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=500m/1Gi, 1/2Gi");

        assertThat(policy.sizing().strategy()).isEqualTo(Strategy.AUTO);
        assertThat(policy.sizing().sizes())
                .containsExactly(new ServerSize("500m/1Gi", 0.5), new ServerSize("1/2Gi", 1));
        assertThat(policy.sizing().ofServer()).extracting(RolesTest::name).containsExactly("memory");
        assertThat(policy.tracks().get(0).signals()).extracting(RolesTest::name).containsExactly("cpu");
    }

    @Test
    void memoryIsMetByMoreServersWhereTheyCannotBeLarger() {
        Policy policy = policy(CPU_AND_MEMORY);

        assertThat(policy.sizing().strategy()).isEqualTo(Strategy.HORIZONTAL);
        assertThat(policy.signals()).extracting(RolesTest::name).containsExactly("cpu", "memory");
    }

    @Test
    void theUserKnowsBetter() {
        Policy policy = policy(
                RATE_AND_QUEUE,
                "FLYBALL_SIGNALS_QUEUE_BURDEN=request",
                "FLYBALL_STRATEGY=vertical",
                "FLYBALL_SIZES=1/1Gi,2/2Gi");

        assertThat(policy.sizing().ofRequest()).extracting(RolesTest::name).containsExactly("queue");
    }

    @Test
    void aBurdenMeansNothingIfServersStayAsTheyAre() {
        assertThat(warnings("FLYBALL_TARGET_UTILIZATION=0.6", "FLYBALL_BURDEN=server"))
                .containsExactly("FLYBALL_BURDEN=server: has no effect, since FLYBALL_STRATEGY is horizontal");
        assertThat(warnings("FLYBALL_TARGET_UTILIZATION=0.6", "FLYBALL_SIZES=1/1Gi,2/2Gi"))
                .containsExactly(
                        "FLYBALL_SIZES=1/1Gi,2/2Gi: has no effect with FLYBALL_STRATEGY=horizontal by default");
    }

    @Test
    void sizesMustBeSaid() {
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_STRATEGY=auto"))
                .containsExactly("FLYBALL_SIZES is not set: must be two or more sizes, smallest first, separated by"
                        + " commas, such as 500m/1Gi, since FLYBALL_STRATEGY=auto");
    }

    @Test
    void sizesMustBeOfThePlatform() {
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=small,large"))
                .containsExactly("FLYBALL_SIZES=small,large: 'small' is no size of a kubernetes server, must be written"
                        + " like 500m/1Gi");
        assertThat(Environment.problems(
                        "FLYBALL_RESOURCE=simulated:chat", "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=small,large"))
                .containsExactly("FLYBALL_STRATEGY=auto: must be horizontal, since servers of simulated targets cannot"
                        + " be made larger");
    }

    @Test
    void sizesMustGrow() {
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=1/2Gi,500m/1Gi"))
                .containsExactly("FLYBALL_SIZES=1/2Gi,500m/1Gi: must have the smallest size first, and each larger than"
                        + " the one before, unlike '500m/1Gi'");
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=1/2Gi"))
                .containsExactly("FLYBALL_SIZES=1/2Gi: must be two or more sizes, smallest first, separated by commas");
    }

    @Test
    void anotherAutoscalerKnowsNoSizes() {
        assertThat(problems(CPU_AND_MEMORY, "FLYBALL_POLICY=hpa", "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=1/1Gi,2/2Gi"))
                .containsExactly("FLYBALL_STRATEGY=auto: must be horizontal beside FLYBALL_POLICY=hpa, which knows"
                        + " nothing else");
    }

    private static String name(TrackedSignal signal) {
        return signal.query().signal();
    }

    private static Policy policy(String[] signals, String... more) {
        return Environment.settings(chat(signals, more)).targets().get(0).policy();
    }

    private static List<String> problems(String[] signals, String... more) {
        return Environment.problems(chat(signals, more));
    }

    private static List<String> warnings(String... assignments) {
        return Environment.settings(chat(assignments)).warnings();
    }

    private static String[] chat(String[] signals, String... more) {
        List<String> all =
                new ArrayList<>(List.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10"));
        all.addAll(Arrays.asList(signals));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
