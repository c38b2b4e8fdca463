package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line that names a metric of CloudWatch. */
class MetricTextTest {

    @Test
    void namesAMetricInFull() {
        Recipe recipe = good("AWS/SageMaker ModelLatency{EndpointName=chat, VariantName=blue} p99.9 every 5m else 0");

        assertThat(recipe.parts())
                .containsExactly(new Metric(
                        "AWS/SageMaker",
                        "ModelLatency",
                        Map.of("EndpointName", "chat", "VariantName", "blue"),
                        "p99.9",
                        Duration.ofMinutes(5)));
        assertThat(recipe.absent()).isEqualTo(OptionalDouble.of(0));
        assertThat(recipe.window()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void leavesOutWhatCanBe() {
        Recipe recipe = good("Shop Orders Sum");

        assertThat(recipe.parts())
                .containsExactly(new Metric("Shop", "Orders", Map.of(), "Sum", Duration.ofMinutes(1)));
        assertThat(recipe.absent()).isEmpty();
    }

    @Test
    void takesOddNamesInQuotes() {
        assertThat(good("\"My Shop\" \"orders, open\"{\"a b\"=\"x=y}\",Host=h#1:2/3} Maximum every 10s")
                        .parts())
                .containsExactly(new Metric(
                        "My Shop",
                        "orders, open",
                        Map.of("a b", "x=y}", "Host", "h#1:2/3"),
                        "Maximum",
                        Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop Orders Sum",
                "AWS/SageMaker ModelLatency{EndpointName=chat,VariantName=blue} p90 every 300s",
                "\"My Shop\" \"orders, open\"{\"a b\"=\"x=y}\"} Maximum every 10s"
            })
    void whatIsWrittenIsReadBack(String line) {
        assertThat(MetricText.write(good(line).parts().get(0))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Orders Sum",
                "Shop Orders sum",
                "Shop Orders{} p101",
                "Shop Orders{a} Sum",
                "Shop Orders{a=b Sum",
                "Shop Orders{a=b,} Sum",
                "Shop Orders Sum every",
                "Shop Orders Sum every 7s",
                "Shop Orders Sum every 0m",
                "Shop Orders Sum every 90s",
                "Shop Orders Sum every 2h",
                "Shop Orders Sum else -1",
                "Shop Orders Sum else none",
                "Shop Orders Sum every 1m else 0 or so",
            })
    void saysWhatIsAllowed(String line) {
        assertThat(parse(line)).isInstanceOfSatisfying(Result.Failed.class, failed -> {
            assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.INVALID);
            assertThat(failed.fault().message())
                    .startsWith("the metric '" + line + "'")
                    .contains("must ");
        });
    }

    private static Recipe good(String line) {
        return ((Result.Ok<Recipe>) parse(line)).value();
    }

    private static Result<Recipe> parse(String line) {
        return MetricText.parse(new Query(
                TargetId.parse("sagemaker:variant/chat/blue"),
                "cloudwatch",
                Optional.of(new Expression(line, Reads.TOTAL))));
    }
}
