package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Result;
import dev.flyball.sagemaker.RegisteredTarget.Timed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Application Auto Scaling does at set times, in Flyball's words. */
class ScheduledActionsTest extends OnEmulatedAws {

    private static final String ID = "endpoint/chat/variant/blue";
    private static final String VARIANT = "sagemaker:variant:DesiredInstanceCount";

    @BeforeEach
    void register() {
        aws.scaling.register(ID, VARIANT, 1, 4);
    }

    @Test
    void anActionByTheClockIsCarriedOver() {
        aws.scaling.scheduled(ID, VARIANT, "morning", "cron(0 8 ? * MON-FRI *)", """
                {"Timezone": "Europe/Berlin", "EndTime": 4102444800.0,
                 "ScalableTargetAction": {"MinCapacity": 4, "MaxCapacity": 20}}""");
        aws.scaling.scheduled(ID, VARIANT, "evening", "cron(0 18 ? * MON-FRI *)", """
                {"StartTime": 1.0, "ScalableTargetAction": {"MinCapacity": 1}}""");
        aws.scaling.scheduled("endpoint/other/variant/blue", VARIANT, "other", "cron(0 1 * * ? *)", """
                {"ScalableTargetAction": {"MinCapacity": 9}}""");

        assertThat(read())
                .containsExactly(
                        Result.ok(new Timed(
                                "morning",
                                "0 8 * * 1-5",
                                "Europe/Berlin",
                                OptionalInt.of(4),
                                OptionalInt.of(20),
                                Optional.of(Instant.parse("2100-01-01T00:00:00Z")))),
                        Result.ok(new Timed(
                                "evening",
                                "0 18 * * 1-5",
                                "UTC",
                                OptionalInt.of(1),
                                OptionalInt.empty(),
                                Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    at(2027-01-01T08:00:00) | {} | happens once, at(2027-01-01T08:00:00)
                    rate(6 hours)           | {} | happens at rate(6 hours), counted from when it was made
                    cron(0 8 L * ? *)       | {} | the five fields of cron cannot say 'L' as its day of month
                    cron(0 8 * * ? *)       | {"EndTime": 1.0} | has ended at 1970-01-01T00:00:01Z
                    cron(0 8 * * ? *)       | {"StartTime": 4102444800.0} | begins at 2100-01-01T00:00:00Z
                    cron(0 8 * * ? *)       | {"ScalableTargetAction": {}} | sets neither MinCapacity nor MaxCapacity
                    """)
    void whatAScheduleCannotSayIsAFaultThatSaysWhy(String when, String more, String why) {
        String told = more.contains("ScalableTargetAction")
                ? more
                : more.replaceFirst(
                        "\\{", "{\"ScalableTargetAction\": {\"MinCapacity\": 2}" + (more.equals("{}") ? "" : ", "));
        aws.scaling.scheduled(ID, VARIANT, "night", when, told);

        assertThat(read()).singleElement().isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .startsWith("scheduled action night ")
                .contains(why));
    }

    @Test
    void withoutTheRightTheRestIsReadAllTheSame() {
        aws.deny("application-autoscaling:DescribeScheduledActions", "*");

        assertThat(read()).singleElement().isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .contains("DescribeScheduledActions"));
    }

    private List<Result<Timed>> read() {
        return ((Result.Ok<List<RegisteredTarget>>) new RegisteredTargets(Duration.ofSeconds(20), aws::now).read())
                .value()
                .get(0)
                .schedule();
    }
}
