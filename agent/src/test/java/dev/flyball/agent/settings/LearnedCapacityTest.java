package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.signal.Query;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signals without a target, beside one that tells how long requests take and may take. */
class LearnedCapacityTest {

    private static final List<String> CHAT = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=10",
            "FLYBALL_SIGNALS_LATENCY_SIGNAL=scraped",
            "FLYBALL_SIGNALS_LATENCY_SLO=500ms",
            "FLYBALL_SIGNALS_RATE_SIGNAL=queue");

    @Test
    void whatAServerCarriesInTimeIsLearned() {
        Policy policy = policy();

        TrackedSignal rate = policy.signals().get(0);
        assertThat(policy.signals()).containsExactly(rate);
        assertThat(rate.estimator()).isInstanceOfSatisfying(CapacityLearning.class, learning -> {
            assertThat(learning.proportional()).isEqualTo(new Proportional(Duration.ZERO));
            assertThat(learning.latency().setPoint()).isEqualTo(new SetPoint(Unit.PER_SERVER, 0.5));
        });
        assertThat(policy.queries()).extracting(Query::signal).containsExactly("queue", "scraped");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aUseCanBeLearnedToo() {
        TrackedSignal cpu = policy("FLYBALL_SIGNALS_RATE_SIGNAL=cpu").signals().get(0);
        assertThat(cpu.setPoint().unit()).isEqualTo(Unit.UTILIZATION);
        assertThat(cpu.estimator()).isInstanceOf(CapacityLearning.class);
    }

    @Test
    void aSignalWithATargetKeepsIt() {
        Policy policy = policy("FLYBALL_SIGNALS_CPU_SIGNAL=cpu", "FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION=0.6");
        assertThat(policy.signals())
                .extracting(TrackedSignal::estimator)
                .satisfiesExactly(
                        cpu -> assertThat(cpu).isEqualTo(new Proportional(Duration.ZERO)),
                        rate -> assertThat(rate).isInstanceOf(CapacityLearning.class));
    }

    @Test
    void warnsIfThereIsNothingToLearn() {
        assertThat(warnings("FLYBALL_SIGNALS_RATE_TARGET_PER_SERVER=30"))
                .containsExactly(
                        "FLYBALL_SIGNALS_LATENCY_SLO=500ms: has no effect, since each other signal has a target");
    }

    @Test
    void withoutATimeThatRequestsMayTakeATargetMustBeSet() {
        assertThat(Environment.problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_SIGNAL=queue"))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_TARGET_PER_SERVER is not set");
    }

    @Test
    void aLoadIsNeededBesideIt() {
        assertThat(Environment.problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_SIGNAL=scraped",
                        "FLYBALL_SLO=500ms"))
                .containsExactly("FLYBALL_SIGNAL must name a load that servers share too, such as requests or cpu,"
                        + " beside what waits or what each server has by itself");
    }

    @Test
    void aFractionIsNotHowLongRequestsTake() {
        assertThat(problems("FLYBALL_SIGNALS_CPU_SIGNAL=cpu", "FLYBALL_SIGNALS_CPU_SLO=1s"))
                .containsExactly("FLYBALL_SIGNALS_CPU_SLO=1s: must not be set, since signal cpu is a fraction of"
                        + " capacity, and not how long requests take");
    }

    @Test
    void aTeacherAsksForNoServers() {
        assertThat(problems("FLYBALL_SIGNALS_LATENCY_TARGET_PER_SERVER=1"))
                .containsExactly("FLYBALL_SIGNALS_LATENCY_TARGET_PER_SERVER=1: must not stand beside"
                        + " FLYBALL_SIGNALS_LATENCY_SLO=500ms, since a signal that teaches what a server carries asks"
                        + " for no servers; remove one");
    }

    @Test
    void thereIsOneTeacher() {
        assertThat(problems(
                        "FLYBALL_SIGNALS_OTHER_SIGNAL=each",
                        "FLYBALL_SIGNALS_OTHER_QUERY=x",
                        "FLYBALL_SIGNALS_OTHER_SLO=1s"))
                .containsExactly("FLYBALL_SIGNALS_OTHER_SLO=1s: must be set for one signal only, but"
                        + " FLYBALL_SIGNALS_LATENCY_SLO=500ms is set too; remove one");
    }

    @Test
    void serversOfDifferentSizesCarryDifferentLoads() {
        assertThat(problems("FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=500m/1Gi,1/2Gi"))
                .containsExactly("FLYBALL_SIGNALS_LATENCY_SLO=500ms: must not be set, since servers of different sizes"
                        + " carry different loads; remove it, or set FLYBALL_STRATEGY=horizontal");
    }

    @Test
    void anotherPolicyHasAWayOfItsOwn() {
        assertThat(problems("FLYBALL_POLICY=keda"))
                .contains("FLYBALL_SIGNALS_LATENCY_SLO=500ms: must not stand beside FLYBALL_POLICY=keda, which has a"
                        + " way of its own to count servers; remove one (signal latency)");
    }

    @Test
    void oneMistakeIsOneProblem() {
        assertThat(problems("FLYBALL_SIGNALS_LATENCY_SLO=soon")).hasSize(1);
    }

    private static Policy policy(String... assignments) {
        return Environment.settings(with(assignments)).targets().get(0).policy();
    }

    private static List<String> warnings(String... assignments) {
        return Environment.settings(with(assignments)).warnings();
    }

    private static List<String> problems(String... assignments) {
        return Environment.problems(with(assignments));
    }

    /** Later assignments take the place of earlier ones. */
    private static String[] with(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }
}
