package dev.flyball.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        return new CommandLine(new Flyball())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
    }

    @Test
    void countsOverloadedServers() {
        assertThat(run("plan --loads server1=30,server2=55,server3=20 --threshold 50"))
                .isZero();
        assertThat(out).hasToString("Servers to scale: 1" + System.lineSeparator());
    }

    @Test
    void tellsWhatTheSimulatedEndpointCanCarry() {
        assertThat(run("plan --load 7")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "WAY           CAPACITY   CARRIES 7",
                        "single node   1          no",
                        "horizontal    5          no",
                        "vertical      2          no",
                        "both          10         yes");
    }

    @Test
    void tellsWhatAnotherEndpointCanCarry() {
        assertThat(run("plan --load 0.3 --capacity 0.1 --max-servers 3 --largest-size 1"))
                .isZero();
        assertThat(out.toString().lines())
                .contains(
                        "single node   0.1        no", "horizontal    0.3        yes", "both          0.3        yes");
    }

    @Test
    void withPricesEachRowHasItsCostAndTheCheapestSizeIsTold() {
        assertThat(runWith(
                        Map.of(
                                "FLYBALL_RESOURCE", "sagemaker:variant/chat/blue",
                                "FLYBALL_TARGET_PER_SERVER", "300",
                                "FLYBALL_MAX_SERVERS", "4",
                                "FLYBALL_STRATEGY", "auto",
                                "FLYBALL_SIZES", "ml.g5.xlarge=1,ml.g5.2xlarge=1.8,ml.g5.12xlarge=4",
                                "FLYBALL_PRICES", "1.41,1.52,7.09"),
                        "--load 1500"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "WAY           CAPACITY   CARRIES 1500  COST/H",
                        "single node   300        no            1.41",
                        "horizontal    1200       no            5.64",
                        "vertical      1200       no            7.09",
                        "both          4800       yes           28.36",
                        "",
                        "SIZE              SERVERS FOR 1500  COST/H",
                        "ml.g5.xlarge      more than 4       -",
                        "ml.g5.2xlarge     3                 4.56",
                        "ml.g5.12xlarge    2                 14.18",
                        "",
                        "Cheapest that carries 1500: 3 servers of ml.g5.2xlarge, 4.56 an hour");
    }

    @Test
    void onePriceIsThatOfTheSmallestSize() {
        assertThat(run("plan --load 3 --price 0.5")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "horizontal    5          yes        2.50",
                        "vertical      2          no         unknown",
                        "Cheapest that carries 3: 3 servers of standard, 1.50 an hour");
    }

    @Test
    void theSettingsOfOneOfSeveralTargetsAreTold() {
        Map<String, String> two = Map.of(
                "FLYBALL_TARGETS_CHAT_RESOURCE", "sagemaker:variant/chat/blue",
                "FLYBALL_TARGETS_RANK_RESOURCE", "sagemaker:variant/rank/blue",
                "FLYBALL_TARGETS_RANK_PRICE", "2",
                "FLYBALL_TARGET_PER_SERVER", "300",
                "FLYBALL_MIN_SERVERS", "2",
                "FLYBALL_MAX_SERVERS", "4");

        assertThat(runWith(two, "--load 100")).isEqualTo(2);
        assertThat(err.toString()).contains("--target is missing: must be chat or rank");
        assertThat(runWith(two, "--load 100 --target shop")).isEqualTo(2);
        assertThat(err.toString()).contains("--target shop: must be chat or rank");
        assertThat(runWith(two, "--load 100 --target rank")).isZero();
        assertThat(out.toString()).contains("Cheapest that carries 100: 2 servers, 4.00 an hour");
    }

    @Test
    void settingsThatDoNotSayWhatAServerCarriesOrAreWrongAreTold() {
        Map<String, String> cpu = Map.of(
                "FLYBALL_RESOURCE", "kubernetes:deployment/shop/chat",
                "FLYBALL_TARGET_UTILIZATION", "0.6",
                "FLYBALL_MAX_SERVERS", "4");

        assertThat(runWith(cpu, "--load 100")).isEqualTo(2);
        assertThat(err.toString()).contains("--capacity is missing: must be what one server carries");
        assertThat(runWith(cpu, "--load 100 --capacity 30")).isZero();
        assertThat(out.toString()).contains("horizontal    120        yes");
        assertThat(runWith(Map.of("FLYBALL_PRICE", "free"), "--load 100")).isEqualTo(1);
        assertThat(err.toString()).contains("FLYBALL_PRICE=free: must be a number above 0");
    }

    private int runWith(Map<String, String> environment, String arguments) {
        return new CommandLine(new PlanCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plan | must have either --load, or --loads and --threshold",
                "plan --load 7 --threshold 5 | must have either --load, or --loads and --threshold",
                "plan --threshold 5 | --loads is missing",
                "plan --loads a=1 | --threshold is missing",
                "plan --loads a --threshold 5 | 'a': must read SERVER=LOAD",
                "plan --loads a=1 --threshold 0 | threshold 0.0: must be a number above 0",
                "plan --max-servers 5 | --load is missing",
                "plan --load -1 | --load -1.0: must be a number, 0 or more",
                "plan --load 7 --capacity 0 | capacity 0.0: must be a number above 0",
                "plan --load 7 --max-servers 0 | max servers 0: must be 1 or more",
                "plan --load 7 --largest-size 0.5 | largest size 0.5: must be a number, 1 or more",
                "plan --load 7 --price 0 | --price 0.0: must be a number above 0",
                "plan --load many | Invalid value for option '--load'",
                "policy --preset sagemakr | must be flyball or hpa or keda or kpa or sagemaker or ray; did you mean sagemaker?",
                "policy --target-utilization 60 | --target-utilization 60.0: must be a fraction, 0.01 to 1; did you mean 0.6?",
                "policy --target-utilization 0 | must be a fraction, 0.01 to 1",
                "policy --preset ray --signal utilization | --signal utilization: must be outstanding for preset ray",
                "policy --preset hpa --signal utilisation | for preset hpa; did you mean utilization?"
            })
    void wrongUsageIsToldAndExitsWith2(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }
}
