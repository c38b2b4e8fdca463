package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeveralTargetsTest {

    @Test
    void valuesWithoutANameAreForAllTargetsThatHaveNoneOfTheirOwn() {
        Settings settings = settings(
                "FLYBALL_MAX_SERVERS=10",
                "FLYBALL_TARGET_UTILIZATION=0.6",
                "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_TARGETS_RANK2_RESOURCE=kubernetes:deployment/shop/rank",
                "FLYBALL_TARGETS_RANK2_MAX_SERVERS=4",
                "FLYBALL_TARGETS_RANK2_INTERVAL=30s");

        assertThat(settings.targets())
                .extracting(
                        TargetSettings::name,
                        target -> target.resource().toString(),
                        target -> target.policy().bounds().max(),
                        TargetSettings::interval)
                .containsExactly(
                        tuple("chat", "kubernetes:deployment/shop/chat", 10, Duration.ofSeconds(15)),
                        tuple("rank2", "kubernetes:deployment/shop/rank", 4, Duration.ofSeconds(30)));
    }

    @Test
    void bothSetPointsMayBeSetForAllIfEachFitsATarget() {
        Settings settings = settings(
                "FLYBALL_MAX_SERVERS=10",
                "FLYBALL_TARGET_UTILIZATION=0.6",
                "FLYBALL_TARGET_PER_SERVER=30",
                "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_TARGETS_RANK_RESOURCE=sagemaker:variant/rank/main");

        assertThat(settings.targets())
                .extracting(target -> target.policy().signals().get(0).setPoint())
                .containsExactly(new SetPoint(Unit.UTILIZATION, 0.6), new SetPoint(Unit.PER_SERVER, 30));
    }

    @Test
    void aSetPointForAllMustFitATarget() {
        assertThat(problems(
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6",
                        "FLYBALL_TARGET_PER_SERVER=30",
                        "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat"))
                .containsExactly("FLYBALL_TARGET_PER_SERVER=30: must not be set, since no target has a signal of this"
                        + " kind; remove it");
    }

    @Test
    void aSetPointOfATargetMustFitItsSignal() {
        assertThat(problems(
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_TARGETS_CHAT_TARGET_PER_SERVER=30"))
                .containsExactly("FLYBALL_TARGETS_CHAT_TARGET_PER_SERVER=30: must not be set, since signal cpu is held"
                        + " to a fraction of capacity; set FLYBALL_TARGETS_CHAT_TARGET_UTILIZATION instead");
    }

    @Test
    void anUnnamedResourceMustNotStandBesideNamedTargets() {
        assertThat(problems("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_TARGETS_CHAT_RESOURCE=simulated:chat"))
                .containsExactly("FLYBALL_RESOURCE=simulated:endpoint: must not stand beside named targets; name this"
                        + " target too, like FLYBALL_TARGETS_CHAT_RESOURCE, or remove it");
    }

    @Test
    void twoTargetsMustNotHaveTheSameResource() {
        assertThat(problems("FLYBALL_TARGETS_A_RESOURCE=simulated:chat", "FLYBALL_TARGETS_B_RESOURCE=simulated:chat"))
                .containsExactly("FLYBALL_TARGETS_B_RESOURCE=simulated:chat: must be a resource of its own, but"
                        + " FLYBALL_TARGETS_A_RESOURCE is the same");
    }

    @Test
    void eachNamedTargetNeedsAResource() {
        assertThat(problems("FLYBALL_TARGETS_A_RESOURCE=simulated:chat", "FLYBALL_TARGETS_B_MAX_SERVERS=3"))
                .containsExactly("FLYBALL_TARGETS_B_RESOURCE is not set: must name what is scaled,"
                        + " kubernetes:deployment/NAMESPACE/NAME or kubernetes:statefulset/NAMESPACE/NAME or"
                        + " sagemaker:variant/ENDPOINT/VARIANT or simulated:NAME");
    }

    @Test
    void whatIsForTheWholeAgentCannotBeSetForOneTarget() {
        assertThat(problems("FLYBALL_TARGETS_CHAT_RESOURCE=simulated:chat", "FLYBALL_TARGETS_CHAT_LOG_DECISIONS=all"))
                .containsExactly("FLYBALL_TARGETS_CHAT_LOG_DECISIONS cannot be set for one target, since it is for the"
                        + " whole agent; did you mean FLYBALL_LOG_DECISIONS?");
    }

    @Test
    void anUnknownVariableOfATargetHasAHint() {
        assertThat(problems("FLYBALL_TARGETS_CHAT_RESOURCE=simulated:chat", "FLYBALL_TARGETS_CHAT_MAX_SERVER=3"))
                .containsExactly("FLYBALL_TARGETS_CHAT_MAX_SERVER is no setting; did you mean"
                        + " FLYBALL_TARGETS_CHAT_MAX_SERVERS?");
    }

    @Test
    void aTargetsNameHasNoUnderscore() {
        assertThat(problems("FLYBALL_TARGETS_MY_CHAT_RESOURCE=simulated:chat"))
                .containsExactly("FLYBALL_TARGETS_MY_CHAT_RESOURCE names a target MY_CHAT: a name must be capital"
                        + " letters A to Z and digits; did you mean FLYBALL_TARGETS_MYCHAT_RESOURCE?");
    }

    @Test
    void aTargetsNameIsInCapitals() {
        assertThat(problems("FLYBALL_TARGETS_chat_RESOURCE=simulated:chat"))
                .containsExactly("FLYBALL_TARGETS_chat_RESOURCE names a target chat: a name must be capital letters A"
                        + " to Z and digits; did you mean FLYBALL_TARGETS_CHAT_RESOURCE?");
    }

    @Test
    void aTargetNeedsAName() {
        assertThat(problems("FLYBALL_TARGETS_MAX_SERVERS=3"))
                .containsExactly("FLYBALL_TARGETS_MAX_SERVERS lacks the target's name: must read"
                        + " FLYBALL_TARGETS_<NAME>_MAX_SERVERS");
    }

    @Test
    void aProblemOfASharedValueSaysForWhichTarget() {
        assertThat(problems(
                        "FLYBALL_MIN_SERVERS=3",
                        "FLYBALL_TARGETS_A_RESOURCE=simulated:chat",
                        "FLYBALL_TARGETS_B_RESOURCE=simulated:rank",
                        "FLYBALL_TARGETS_B_MAX_SERVERS=2"))
                .containsExactly("FLYBALL_MIN_SERVERS=3: must be at most FLYBALL_TARGETS_B_MAX_SERVERS=2 (target b)");
    }

    @Test
    void aWrongSharedValueIsToldOnce() {
        assertThat(problems(
                        "FLYBALL_DRY_RUN=1",
                        "FLYBALL_TARGETS_A_RESOURCE=simulated:chat",
                        "FLYBALL_TARGETS_B_RESOURCE=simulated:rank"))
                .containsExactly("FLYBALL_DRY_RUN=1: must be true or false; did you mean true?");
    }
}
