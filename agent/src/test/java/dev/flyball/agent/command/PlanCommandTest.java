package dev.flyball.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
