package dev.flyball.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flyball.core.forecast.Risk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

    private static final String INIT = "{\"type\":\"init\",\"capacity\":10,\"concurrency\":8,\"cold_start\":60,"
            + "\"slo_wait\":5,\"violation_target\":0.01,\"tick\":15,\"delay\":10,\"min_replicas\":1,"
            + "\"max_replicas\":20,\"ready\":4}";

    private static final Rule KEDA = new Rule("keda", 0.5, Signal.ARRIVAL);

    private static String tick(int t, double arrivals, double served, double backlog, double use, String servers) {
        return "{\"type\":\"tick\",\"t\":" + t + ",\"observed_at\":" + Math.max(0, t - 10) + ",\"window\":"
                + Math.min(15, Math.max(0, t - 10)) + ",\"arrival_rate\":" + served + ",\"served_rate\":" + served
                + ",\"arrivals_total\":" + arrivals + ",\"backlog\":" + backlog + ",\"utilisation\":" + use + ","
                + servers + ",\"scored\":true}";
    }

    private static String ready(int servers) {
        return "\"ready\":" + servers + ",\"starting\":0,\"starting_since\":[]";
    }

    private static List<String> answers(Rule rule, String... lines) throws IOException, Garbage {
        StringWriter out = new StringWriter();
        new Conversation(rule).hold(new BufferedReader(new StringReader(String.join("\n", lines))), out);
        return out.toString().lines().toList();
    }

    @Test
    void answersEachLineWithOne() throws Exception {
        assertThat(answers(KEDA, INIT, tick(15, 100, 20, 0, 0.5, ready(4)), tick(30, 1800, 40, 0, 1, ready(4))))
                .containsExactly(
                        "{}",
                        "{\"desired\":4,\"reason\":\"ON_TARGET\"}",
                        "{\"desired\":8,\"reason\":\"RATE_LIMITED_SCALE_OUT\"}");
    }

    @Test
    void withoutInputThereIsNothingToAnswer() throws Exception {
        assertThat(answers(KEDA)).isEmpty();
    }

    @Test
    void nothingObservedYetIsMissingAndNotZero() throws Exception {
        assertThat(answers(KEDA, INIT, tick(5, 0, 0, 0, 0, ready(4))).get(1))
                .isEqualTo("{\"desired\":4,\"reason\":\"BLIND\"}");
    }

    @Test
    void whatWaitsCountsAsOutstanding() throws Exception {
        Rule rule = new Rule("keda", 0.5, Signal.OUTSTANDING);

        assertThat(answers(rule, INIT, tick(15, 100, 40, 0, 1, ready(8))).get(1))
                .startsWith("{\"desired\":8,");
        assertThat(answers(rule, INIT, tick(15, 100, 40, 16, 1, ready(8))).get(1))
                .startsWith("{\"desired\":12,");
    }

    @Test
    void serversThatStartCountAgainstGrowth() throws Exception {
        String starting = "\"ready\":4,\"starting\":4,\"starting_since\":[[15,4]]";

        assertThat(answers(KEDA, INIT, tick(30, 800, 40, 0, 1, starting)).get(1))
                .startsWith("{\"desired\":8,");
    }

    @Test
    void whatTheHpaDoesNotCountYetIsTakenAsIdleOnTheWayOut() throws Exception {
        Rule rule = new Rule("hpa", 0.5, Signal.UTILIZATION);
        String starting = "\"ready\":4,\"starting\":2,\"starting_since\":[[15,2]]";
        String young = "\"ready\":6,\"starting\":0,\"starting_since\":[]";

        assertThat(answers(
                        rule,
                        INIT,
                        tick(30, 0, 0, 0, 0.8, starting),
                        tick(90, 0, 0, 0, 0.8, young),
                        tick(105, 0, 0, 0, 0.8, young)))
                .extracting(answer -> answer.replaceAll(",.*", ""))
                .as("4 * 0.8 / 0.5 is 6.4, which is near 6; then all six count")
                .containsExactly("{}", "{\"desired\":6", "{\"desired\":6", "{\"desired\":10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "garbage | line 2: 'garbage' is not a JSON object",
                "[1] | line 2: '[1]' is not a JSON object",
                "{} | line 2: type is '': must be tick after the first line",
                "{\"type\":\"init\"} | line 2: type is 'init': must be tick after the first line",
                "{\"type\":\"tick\"} | line 2: tick has no t: must be a number",
                "{\"type\":\"tick\",\"t\":\"now\"} | line 2: tick has t=\"now\": must be a number"
            })
    void garbageIsToldWithItsLine(String line, String message) {
        assertThatExceptionOfType(Garbage.class)
                .isThrownBy(() -> answers(KEDA, INIT, line))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ready\":1.5,\"starting\":0 | tick has ready=1.5: must be a whole number, 0 or more",
                "\"ready\":-1,\"starting\":0 | tick has ready=-1: must be a whole number, 0 or more",
                "\"ready\":1 | tick has no starting: must be a whole number, 0 or more",
                "\"ready\":1,\"starting\":2,\"starting_since\":[[0,1]] | tick has starting=2 and starting_since with 1",
                "\"ready\":1,\"starting\":2,\"starting_since\":[7] | tick has starting_since with 7"
            })
    void countsThatMakeNoSenseAreTold(String servers, String message) {
        assertThatExceptionOfType(Garbage.class)
                .isThrownBy(() -> answers(KEDA, INIT, tick(15, 1, 1, 0, 1, servers)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"capacity\":10 | \"capacity\":0 | line 1: init has capacity=0.0: must be above 0",
                "\"max_replicas\":20 | \"max_replicas\":0 | line 1: init has min_replicas=1 and max_replicas=0",
                "\"type\":\"init\" | \"type\":\"tick\" | line 1: type is 'tick': must be init in the first line"
            })
    void aDeploymentThatMakesNoSenseIsTold(String good, String bad, String message) {
        assertThatExceptionOfType(Garbage.class)
                .isThrownBy(() -> answers(KEDA, INIT.replace(good, bad)))
                .withMessageStartingWith(message);
    }

    @Test
    void aColdStartTooLongToForecastOverIsTold() throws Exception {
        Rule byRisk = Rule.of("flyball", Optional.empty(), Signal.ARRIVAL, Risk.balanced());
        String tooLong = INIT.replace("\"cold_start\":60", "\"cold_start\":7200");

        assertThatExceptionOfType(Garbage.class)
                .isThrownBy(() -> answers(byRisk, tooLong))
                .withMessage("line 1: init has cold_start=7200: must be 0 to 3600 seconds");
        assertThat(answers(KEDA, tooLong)).hasSize(1);
    }
}
