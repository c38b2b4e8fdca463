package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several signals of one target, and of several targets. */
class SignalsTest {

    private static final List<String> CHAT = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=10",
            "FLYBALL_SIGNALS_CPU_SIGNAL=cpu",
            "FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION=0.6",
            "FLYBALL_SIGNALS_Q_SIGNAL=queue",
            "FLYBALL_SIGNALS_Q_TARGET_PER_SERVER=30");

    private static String[] chatWith(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }

    private static Policy policy(String... assignments) {
        return settings(chatWith(assignments)).targets().get(0).policy();
    }

    private static List<List<String>> tracks(Policy policy) {
        return policy.tracks().stream()
                .map(track -> track.signals().stream()
                        .map(signal -> signal.query().signal())
                        .toList())
                .toList();
    }

    @Test
    void areFollowedAlike() {
        Policy policy = policy("FLYBALL_SCALE_OUT_TOLERANCE=0.3");

        assertThat(tracks(policy)).containsExactly(List.of("cpu"), List.of("queue"));
        assertThat(policy.tracks())
                .extracting(Track::behavior)
                .containsOnly(policy.tracks().get(0).behavior());
        assertThat(policy.combine()).isEqualTo(Combine.MAX);
        assertThat(policy.tracks().get(0).behavior().tolerance()).isEqualTo(new Tolerance(0.3, 0.1));
    }

    @Test
    void haveValuesOfTheirOwn() {
        Policy policy = policy(
                "FLYBALL_SIGNALS_CPU_WINDOW=1m",
                "FLYBALL_WINDOW=2m",
                "FLYBALL_SIGNALS_Q_WEIGHT=1.5",
                "FLYBALL_SIGNALS_Q_MAX_AGE=3m");

        assertThat(policy.signals())
                .extracting(TrackedSignal::window)
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(policy.signals()).extracting(TrackedSignal::weight).containsExactly(1.0, 1.5);
        assertThat(policy.signals())
                .extracting(TrackedSignal::maxAge)
                .containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void oneWithABehaviorOfItsOwnIsFollowedByItself() {
        Policy policy = policy("FLYBALL_SIGNALS_CPU_SCALE_IN_TOLERANCE=0.2", "FLYBALL_SCALE_OUT_TOLERANCE=0.3");

        assertThat(tracks(policy)).containsExactly(List.of("queue"), List.of("cpu"));
        assertThat(policy.tracks())
                .extracting(track -> track.behavior().tolerance())
                .containsExactly(new Tolerance(0.3, 0.1), new Tolerance(0.3, 0.2));
    }

    @Test
    void eachHasASayOfItsOwnIfAllMustAgree() {
        Policy policy = policy("FLYBALL_COMBINE=all");

        assertThat(tracks(policy)).containsExactly(List.of("cpu"), List.of("queue"));
        assertThat(policy.combine()).isEqualTo(Combine.ALL);
    }

    @Test
    void ofSeveralTargetsHaveBothNames() {
        Settings settings = settings(
                "FLYBALL_MAX_SERVERS=10",
                "FLYBALL_TARGET_UTILIZATION=0.6",
                "FLYBALL_SIGNAL=cpu",
                "FLYBALL_TARGETS_A_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_TARGETS_A_SIGNALS_C_SIGNAL=cpu",
                "FLYBALL_TARGETS_A_SIGNALS_Q_SIGNAL=queue",
                "FLYBALL_TARGETS_A_SIGNALS_Q_TARGET_PER_SERVER=30",
                "FLYBALL_TARGETS_B_RESOURCE=kubernetes:deployment/shop/rank");

        assertThat(settings.targets())
                .extracting(target -> target.policy().signals().stream()
                        .map(TrackedSignal::setPoint)
                        .toList())
                .containsExactly(
                        List.of(new SetPoint(Unit.UTILIZATION, 0.6), new SetPoint(Unit.PER_SERVER, 30)),
                        List.of(new SetPoint(Unit.UTILIZATION, 0.6)));
    }

    @Test
    void mustNotStandBesideOneWithoutAName() {
        assertThat(problems(chatWith("FLYBALL_SIGNAL=memory")))
                .containsExactly(
                        "FLYBALL_SIGNAL=memory: must not stand beside named signals; name this signal too, like"
                                + " FLYBALL_SIGNALS_CPU_SIGNAL, or remove it");
    }

    @Test
    void mustNotStandBesideNamedTargetsWithoutATarget() {
        assertThat(problems("FLYBALL_TARGETS_A_RESOURCE=simulated:chat", "FLYBALL_SIGNALS_Q_SIGNAL=queue"))
                .containsExactly(
                        "FLYBALL_SIGNALS_Q_SIGNAL must not stand beside named targets: set it for a target; did"
                                + " you mean FLYBALL_TARGETS_A_SIGNALS_Q_SIGNAL?");
    }

    @Test
    void mustNotBeTheSame() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6",
                        "FLYBALL_SIGNALS_A_SIGNAL=cpu",
                        "FLYBALL_SIGNALS_B_SIGNAL=cpu"))
                .containsExactly("FLYBALL_SIGNALS_B_SIGNAL=cpu: must be a signal of its own, but"
                        + " FLYBALL_SIGNALS_A_SIGNAL is the same");
    }

    @Test
    void eachMustSayWhatItIs() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_X_WINDOW=1m")))
                .containsExactly(
                        "FLYBALL_SIGNALS_X_SIGNAL is not set: must be cpu or each or memory or prometheus or promql or queue or scraped for kubernetes targets");
    }

    @Test
    void eachMustBeKnown() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_CPU_SIGNAL=cpus")))
                .containsExactly(
                        "FLYBALL_SIGNALS_CPU_SIGNAL=cpus: must be cpu or each or memory or prometheus or promql or queue or scraped for kubernetes targets"
                                + " (signal cpu); did you mean cpu?");
    }

    @Test
    void eachNeedsATarget() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_M_SIGNAL=memory")))
                .containsExactly(
                        "FLYBALL_SIGNALS_M_TARGET_UTILIZATION is not set: must be a fraction, 0.01 to 1 (to 5 for"
                                + " use relative to a request), for example 0.6, since signal memory is held to a fraction of"
                                + " capacity");
    }

    @Test
    void aTargetOfASignalMustFitIt() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_CPU_TARGET_PER_SERVER=30")))
                .containsExactly(
                        "FLYBALL_SIGNALS_CPU_TARGET_PER_SERVER=30: must not be set, since signal cpu is held to a"
                                + " fraction of capacity; remove it, FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION is enough");
    }

    @Test
    void aTargetForAllSignalsMustFitOne() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6",
                        "FLYBALL_TARGET_PER_SERVER=30",
                        "FLYBALL_SIGNALS_A_SIGNAL=cpu"))
                .containsExactly(
                        "FLYBALL_TARGET_PER_SERVER=30: must not be set, since no signal of this target is of this"
                                + " kind; remove it");
    }

    @Test
    void whatIsForTheWholeTargetCannotBeSetForASignal() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_CPU_MAX_SERVERS=3")))
                .containsExactly(
                        "FLYBALL_SIGNALS_CPU_MAX_SERVERS cannot be set for one signal, since it is for the whole"
                                + " target; did you mean FLYBALL_MAX_SERVERS?");
    }

    @Test
    void whatIsForTheWholeAgentCannotBeSetForASignal() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_CPU_LOG_DECISIONS=all")))
                .containsExactly(
                        "FLYBALL_SIGNALS_CPU_LOG_DECISIONS cannot be set for one signal, since it is for the whole"
                                + " agent; did you mean FLYBALL_LOG_DECISIONS?");
    }

    @Test
    void aMisspeltVariableOfASignalHasAHint() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_CPU_WINDO=1m")))
                .containsExactly("FLYBALL_SIGNALS_CPU_WINDO is no setting; did you mean FLYBALL_SIGNALS_CPU_WINDOW?");
    }

    @Test
    void aSignalThatIsOnlyMisspeltGivesOneProblem() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_M_SIGNL=memory")))
                .containsExactly("FLYBALL_SIGNALS_M_SIGNL is no setting; did you mean FLYBALL_SIGNALS_M_SIGNAL?");
    }

    @Test
    void aSignalNeedsAName() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_WINDOW=1m")))
                .containsExactly(
                        "FLYBALL_SIGNALS_WINDOW lacks the signal's name: must read FLYBALL_SIGNALS_<NAME>_WINDOW");
    }

    @Test
    void aSignalsNameHasNoUnderscore() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_MY_Q_WINDOW=1m")))
                .containsExactly(
                        "FLYBALL_SIGNALS_MY_Q_WINDOW names a signal MY_Q: a name must be capital letters A to Z"
                                + " and digits; did you mean FLYBALL_SIGNALS_MYQ_WINDOW?");
    }

    @Test
    void aTargetsNameHasNoUnderscoreBeforeASignalEither() {
        assertThat(problems("FLYBALL_TARGETS_MY_CHAT_SIGNALS_Q_WINDOW=1m"))
                .containsExactly(
                        "FLYBALL_TARGETS_MY_CHAT_SIGNALS_Q_WINDOW names a target MY_CHAT: a name must be capital"
                                + " letters A to Z and digits; did you mean FLYBALL_TARGETS_MYCHAT_SIGNALS_Q_WINDOW?");
    }

    @Test
    void aVariableOfNothingSaysHowToWriteIt() {
        assertThat(problems(chatWith("FLYBALL_SIGNALS_=1")))
                .containsExactly("FLYBALL_SIGNALS_ must read FLYBALL_SIGNALS_<NAME>_<SETTING>, see docs/settings.md");
    }

    @Test
    void combiningASingleOneIsWarnedOf() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_COMBINE=all")
                        .warnings())
                .containsExactly("FLYBALL_COMBINE=all: has no effect on a single signal");
    }

    @Test
    void unknownCombination() {
        assertThat(problems(chatWith("FLYBALL_COMBINE=any")))
                .containsExactly("FLYBALL_COMBINE=any: must be max or all");
    }
}
