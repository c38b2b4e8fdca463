package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.target.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds, schedules and zero. */
class SizesTest {

    private static final List<String> CHAT = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=10",
            "FLYBALL_SIGNAL=queue",
            "FLYBALL_TARGET_PER_SERVER=30");

    private static String[] chatWith(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }

    private static Policy policy(String... assignments) {
        return settings(chatWith(assignments)).targets().get(0).policy();
    }

    @Test
    void aScheduleChangesTheBounds() {
        Policy policy = policy("FLYBALL_SCHEDULE=0 8 * * 1-5 Europe/Berlin min=4 max=20; 0 18 * * * UTC max=3");

        assertThat(policy.schedule().at(Instant.parse("2026-11-20T07:00:00Z"), policy.bounds()))
                .isEqualTo(new Bounds(4, 20));
        assertThat(policy.schedule().at(Instant.parse("2026-11-20T18:00:00Z"), policy.bounds()))
                .isEqualTo(new Bounds(1, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 8 * * 1-5 Europe/Berlin|'0 8 * * 1-5 Europe/Berlin' is too short",
                "0 8 * * 1 UTC min=2;|there is nothing beside a ;",
                "0 25 * * * UTC min=2|'0 25 * * *' is no cron expression: Value 25 not in range [0, 23]",
                "0 0 30 2 * UTC min=2|'0 0 30 2 *' is no cron expression: there is no such day",
                "0 8 * * 1 Europe/Berln min=2|'Europe/Berln' is no time zone; did you mean Europe/Berlin?",
                "0 8 * * 1 Home min=2|'Home' is no time zone, such as Europe/Berlin or UTC",
                "0 8 * * 1 UTC least=2|'least=2' is neither min=N nor max=N, each at most once, N 0 or more, a whole"
                        + " number up to 1000000",
                "0 8 * * 1 UTC min=2 min=3|'min=3' is neither min=N nor max=N, each at most once, N 0 or more, a whole"
                        + " number up to 1000000",
                "0 8 * * 1 UTC min=two|'min=two' is neither min=N nor max=N, each at most once, N 0 or more, a whole"
                        + " number up to 1000000"
            })
    void malformedSchedule(String written, String why) {
        assertThat(problems(chatWith("FLYBALL_SCHEDULE=" + written)))
                .containsExactly(
                        "FLYBALL_SCHEDULE=" + written + ": must be MINUTE HOUR DAY MONTH WEEKDAY TIMEZONE min=N"
                                + " max=N, several separated by ;: " + why);
    }

    @ParameterizedTest
    @CsvSource({"min=5 max=4, 5, 4", "min=11, 11, 10", "max=1, 2, 1"})
    void scheduledMinAboveMax(String bounds, int min, int max) {
        String entry = "0 8 * * 1 UTC " + bounds;
        assertThat(problems(chatWith("FLYBALL_MIN_SERVERS=2", "FLYBALL_SCHEDULE=" + entry)))
                .containsExactly("FLYBALL_SCHEDULE=" + entry + ": must have a min that is at most the max, but '"
                        + entry + "' has min=" + min + " and max=" + max);
    }

    @Test
    void scheduledZero() {
        assertThat(problems(chatWith("FLYBALL_SCHEDULE=0 8 * * 1 UTC min=0")))
                .containsExactly("FLYBALL_SCHEDULE=0 8 * * 1 UTC min=0: must have a min of 1 or more, unlike '0 8 * * 1"
                        + " UTC min=0', unless FLYBALL_SCALE_TO_ZERO=on");
    }

    @Test
    void scheduledMaxOfZero() {
        assertThat(problems(chatWith("FLYBALL_SCHEDULE=0 8 * * 1 UTC max=0")))
                .containsExactly("FLYBALL_SCHEDULE=0 8 * * 1 UTC max=0: must have a max of 1 or more, unlike '0 8 * * 1"
                        + " UTC max=0'");
    }

    @Test
    void aTargetGoesToZeroIfItMay() {
        Policy policy = policy(
                "FLYBALL_MIN_SERVERS=0", "FLYBALL_SCALE_TO_ZERO=on", "FLYBALL_ACTIVATION=0.2", "FLYBALL_IDLE_TIME=10m");

        assertThat(policy.bounds()).isEqualTo(new Bounds(0, 10));
        assertThat(policy.zero()).isEqualTo(Optional.of(new ZeroScaling(0.2, Duration.ofMinutes(10))));
    }

    @Test
    void otherwiseItDoesNot() {
        assertThat(policy().zero()).isEmpty();
    }

    @Test
    void zeroNeedsAMinOfZero() {
        assertThat(problems(chatWith("FLYBALL_SCALE_TO_ZERO=on")))
                .containsExactly("FLYBALL_SCALE_TO_ZERO=on: needs FLYBALL_MIN_SERVERS=0, but is 1");
    }

    @Test
    void zeroNeedsASignalThatIsThereWithoutServers() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_SCALE_TO_ZERO=on"))
                .containsExactly("FLYBALL_SCALE_TO_ZERO=on: needs a signal that can be read without servers, which cpu"
                        + " cannot; use prometheus or promql or queue or scraped");
    }

    @Test
    void zeroNeedsAPlatformWithSuchASignal() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:variant/chat/main",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_PER_SERVER=30",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_SCALE_TO_ZERO=on"))
                .containsExactly("FLYBALL_SCALE_TO_ZERO=on: needs a signal that can be read without servers, which"
                        + " invocations cannot; no signal of sagemaker targets can, so remove it");
    }

    @Test
    void zeroDoesNotGoWithSteps() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_SIGNAL=queue",
                        "FLYBALL_STEPS=30:+1",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_SCALE_TO_ZERO=on"))
                .containsExactly(
                        "FLYBALL_SCALE_TO_ZERO=on: must not stand beside FLYBALL_STEPS=30:+1, since steps always"
                                + " leave a server; remove one");
    }

    @ParameterizedTest
    @CsvSource({
        "SCALE_TO_ZERO=yes, must be on or off; did you mean on?",
        "SCALE_TO_ZERO=maybe, must be on or off",
        "ACTIVATION=-1, 'must be a number of servers, 0 or more'",
        "IDLE_TIME=2h, 'must be a duration, 0s to 1h, such as 15s, 5m or 1m30s'",
        "MIN_SERVERS=-1, 'must be 0 or more, a whole number up to 1000000'"
    })
    void valueThatIsNotAllowed(String written, String message) {
        assertThat(problems(chatWith("FLYBALL_" + written))).containsExactly("FLYBALL_" + written + ": " + message);
    }

    @Test
    void warnsOfWhatHasNoEffectWithoutZero() {
        assertThat(settings(chatWith("FLYBALL_ACTIVATION=1", "FLYBALL_IDLE_TIME=1m"))
                        .warnings())
                .containsExactly(
                        "FLYBALL_ACTIVATION=1: has no effect with FLYBALL_SCALE_TO_ZERO=off",
                        "FLYBALL_IDLE_TIME=1m: has no effect with FLYBALL_SCALE_TO_ZERO=off");
    }

    @Test
    void warnsOfARangeOfOneStep() {
        assertThat(settings(chatWith("FLYBALL_MIN_SERVERS=9")).warnings())
                .containsExactly("FLYBALL_MIN_SERVERS=9 and FLYBALL_MAX_SERVERS=10: there are only these two sizes, so"
                        + " that each change is the whole range");
    }
}
