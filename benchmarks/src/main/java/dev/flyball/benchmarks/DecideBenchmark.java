package dev.flyball.benchmarks;

import dev.flyball.core.decision.Step;
import dev.flyball.core.signal.Observation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions a second on one core: target tracking with default guards, a 5 min window, up to 20 servers, 15 s apart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DecideBenchmark {

    private static final int ROUNDS_OF_A_DAY = 5760;

    private final Endpoint endpoint = Endpoint.following(Duration.ofSeconds(15));
    private final Endpoint forecasting = Endpoint.forecasting(Duration.ofSeconds(15));

    /** Teaches the forecast a day. */
    @Setup
    public void teach() {
        for (int round = 0; round < ROUNDS_OF_A_DAY; round++) {
            forecasting.decide(forecasting.look());
        }
    }

    /** A whole round of the core as the agent does it by default, with a forecast. */
    @Benchmark
    public Step lookAndForecast() {
        return forecasting.decide(forecasting.look());
    }

    /** A whole round of the core, making up what it sees included. */
    @Benchmark
    public Step lookAndDecide() {
        return endpoint.decide(endpoint.look());
    }

    /** Only making up what a round sees, to be taken off the other. */
    @Benchmark
    public Observation look() {
        return endpoint.look();
    }
}
