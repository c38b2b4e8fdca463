package dev.flyball.prometheus.scrape;

import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void outstandingRequestsAreAddedUpOverModelsAndStates() {
        assertThat(value(measure("vllm", """
                vllm:num_requests_waiting{model_name="a"} 3
                vllm:num_requests_waiting{model_name="b"} 4
                vllm:num_requests_running{model_name="a"} 10
                vllm:num_requests_running{model_name="b"} 20
                """))).isEqualTo(new Sample(37, 1, Optional.of(AT), Duration.ZERO));
    }

    @Test
    void halfOfASumIsMissingAndNotASmallerSum() {
        assertThat(fault(measure("vllm", "vllm:num_requests_running 10\n")))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.MISSING))
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("it tells no vllm:num_requests_waiting"));
    }

    @Test
    void anEmptyQueueIsZero() {
        assertThat(value(measure("vllm-queue", "vllm:num_requests_waiting 0.0\n"))
                        .amount())
                .isZero();
    }

    @Test
    void aCacheIsUsedAsMuchAsItsEnginesAreTogether() {
        Sample sample = value(measure("vllm-kv-cache", """
                vllm:kv_cache_usage_perc{engine="0"} 0.9
                vllm:kv_cache_usage_perc{engine="1"} 0.5
                vllm:gpu_cache_usage_perc{engine="0"} 0.1
                """));

        assertThat(sample.amount() / sample.capacity()).isCloseTo(0.7, within(1e-9));
    }

    @Test
    void anOldNameIsReadWhereTheNewOneIsNotThere() {
        assertThat(value(measure("vllm-kv-cache", "vllm:gpu_cache_usage_perc 0.4\n"))
                        .amount())
                .isEqualTo(0.4);
    }

    @Test
    void notANumberIsPassedOnForCoreToRefuse() {
        assertThat(value(measure("vllm-queue", "vllm:num_requests_waiting NaN\n"))
                        .amount())
                .isNaN();
    }

    @Test
    void aRateIsMissingAtTheFirstLookAndThenTheGrowthASecond() {
        String first = "vllm:request_success_total{r=\"stop\"} 100\n";
        assertThat(fault(measure("vllm-rate", first)).message()).contains("first look");

        Sample sample = value(measure("vllm-rate", first, """
                vllm:request_success_total{r="stop"} 130
                vllm:request_success_total{r="length"} 20
                """));

        assertThat(sample).isEqualTo(new Sample(5, 1, Optional.of(AT), Duration.ofSeconds(10)));
    }

    @Test
    void aCounterThatBeganAnewGrewByWhatItCounts() {
        assertThat(value(measure("vllm-rate", "vllm:request_success_total 1000\n", "vllm:request_success_total 20\n"))
                        .amount())
                .isEqualTo(2);
    }

    @Test
    void aCounterThatWasNotThereBeforeTellsNothingYet() {
        assertThat(fault(measure("vllm-rate", "", "vllm:request_success_total 5000\n"))
                        .kind())
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void anIdleServerHasARateOfZeroButNoLatency() {
        String told = """
                nv_inference_request_success{model="a"} 10
                nv_inference_request_duration_us{model="a"} 5000000
                """;
        assertThat(value(measure("triton-rate", told, told)).amount()).isZero();
        assertThat(value(measure("triton", told, told)).amount()).isZero();
        assertThat(fault(measure("triton-latency", told, told)).kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void secondsSpentInAServerASecondAreTheRequestsInIt() {
        String before = "nv_inference_request_duration_us 5000000\nnv_inference_request_success 10\n";
        String now = "nv_inference_request_duration_us 35000000\nnv_inference_request_success 70\n";

        assertThat(value(measure("triton", before, now)).amount()).isCloseTo(3, within(1e-9));
        assertThat(value(measure("triton-latency", before, now)).amount()).isCloseTo(0.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, 10, 0.4875",
        "0, 0, 10, 10, 0.975",
        "5, 10, 10, 10, 0.475",
        "0, 0, 0, 10, 1",
        "1, 2, 100, 100, 0.974"
    })
    void aQuantileIsThatOfWhatWasCountedInBetween(int a, int b, int c, int all, double expected) {
        String before = buckets(1000, 2000, 3000, 4000);
        String now = buckets(1000 + a, 2000 + b, 3000 + c, 4000 + all);

        assertThat(value(measure("vllm-latency", before, now)).amount()).isCloseTo(expected, within(0.001));
    }

    @Test
    void aHistogramThatCountedNothingHasNoQuantile() {
        String same = buckets(1, 2, 3, 4);
        assertThat(fault(measure("vllm-latency", same, same)).kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void aHistogramThatBeganAnewTellsWhatItCountedSince() {
        assertThat(value(measure("vllm-latency", buckets(1000, 2000, 3000, 4000), buckets(0, 10, 10, 10)))
                        .amount())
                .isCloseTo(0.4875, within(0.001));
    }

    @Test
    void whatWasSeenLongAgoTellsNothing() {
        Quantity quantity = Presets.find("vllm-rate").orElseThrow().quantity();
        String told = "vllm:request_success_total 1\n";
        Look now = Expositions.look(AT, quantity, told);

        assertThat(fault(Measure.of(
                                quantity,
                                now,
                                Optional.of(Expositions.look(AT.minus(Duration.ofMinutes(6)), quantity, told))))
                        .message())
                .contains("first look");
        assertThat(fault(Measure.of(quantity, now, Optional.of(now))).message()).contains("first look");
    }

    private static String buckets(int a, int b, int c, int all) {
        String name = "vllm:e2e_request_latency_seconds_bucket";
        return name + "{le=\"0.25\"} " + a + "\n" + name + "{le=\"0.5\"} " + b + "\n" + name + "{le=\"1.0\"} " + c
                + "\n" + name + "{le=\"+Inf\"} " + all + "\n";
    }

    private static Result<Sample> measure(String preset, String now) {
        Quantity quantity = Presets.find(preset).orElseThrow().quantity();
        return Measure.of(quantity, Expositions.look(AT, quantity, now), Optional.empty());
    }

    private static Result<Sample> measure(String preset, String before, String now) {
        Quantity quantity = Presets.find(preset).orElseThrow().quantity();
        return Measure.of(
                quantity,
                Expositions.look(AT, quantity, now),
                Optional.of(Expositions.look(AT.minusSeconds(10), quantity, before)));
    }
}
