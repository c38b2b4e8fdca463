package dev.flyball.prometheus.scrape;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.prometheus.scrape.Quantity.Level;
import dev.flyball.prometheus.scrape.Quantity.Mean;
import dev.flyball.prometheus.scrape.Quantity.PerCount;
import dev.flyball.prometheus.scrape.Quantity.Quantile;
import dev.flyball.prometheus.scrape.Quantity.Rate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The signals of model servers that are known by name. The one that is called as the server is its outstanding
 * requests: those that wait and those that are worked on. A server without gauges of both tells them by the seconds
 * that requests spend in it: as many seconds a second as requests are in it at a time.
 */
final class Presets {

    private static final double MICROS = 1e-6;
    private static final double DEFAULT_QUANTILE = 0.95;

    private static final Page VLLM = new Page(8000, "/metrics");
    private static final Page TRITON = new Page(8002, "/metrics");
    private static final Page TGI = new Page(80, "/metrics");
    private static final Page SGLANG = new Page(30000, "/metrics");
    private static final Page TORCHSERVE = new Page(8082, "/metrics");
    private static final Page TFSERVING = new Page(8501, "/monitoring/prometheus/metrics");
    private static final Page KSERVE = new Page(8080, "/metrics");

    private static final String OUTSTANDING = "requests waiting and running";
    static final String QUEUE = "requests waiting";
    private static final String RUNNING = "requests running";
    private static final String CACHE = "part of the KV cache in use";
    private static final String RATE = "requests finished a second";
    private static final String LATENCY = "seconds from request to end of answer";
    private static final String TTFT = "seconds to the first token";
    private static final String QUEUE_TIME = "mean seconds that a request waits";
    private static final String MEAN_LATENCY = "mean " + LATENCY;

    private static final Map<String, Preset> ALL = Stream.of(
                    amount("vllm", VLLM, level("vllm:num_requests_waiting", "vllm:num_requests_running"), OUTSTANDING),
                    amount("vllm-queue", VLLM, level("vllm:num_requests_waiting"), QUEUE),
                    amount("vllm-running", VLLM, level("vllm:num_requests_running"), RUNNING),
                    fraction("vllm-kv-cache", VLLM, "vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"),
                    amount("vllm-rate", VLLM, rate("vllm:request_success_total"), RATE),
                    amount("vllm-latency", VLLM, seconds("vllm:e2e_request_latency_seconds"), LATENCY),
                    amount("vllm-ttft", VLLM, seconds("vllm:time_to_first_token_seconds"), TTFT),
                    amount("triton", TRITON, busy("nv_inference_request_duration_us"), OUTSTANDING),
                    amount("triton-queue", TRITON, level("nv_inference_pending_request_count"), QUEUE),
                    amount("triton-rate", TRITON, rate("nv_inference_request_success"), RATE),
                    amount(
                            "triton-latency",
                            TRITON,
                            micros("nv_inference_request_duration_us", "nv_inference_request_success"),
                            MEAN_LATENCY),
                    amount(
                            "triton-queue-time",
                            TRITON,
                            micros("nv_inference_queue_duration_us", "nv_inference_request_success"),
                            QUEUE_TIME),
                    amount("tgi", TGI, level("tgi_queue_size", "tgi_batch_current_size"), OUTSTANDING),
                    amount("tgi-queue", TGI, level("tgi_queue_size"), QUEUE),
                    amount("tgi-running", TGI, level("tgi_batch_current_size"), RUNNING),
                    amount("tgi-rate", TGI, rate("tgi_request_success"), RATE),
                    amount("tgi-latency", TGI, seconds("tgi_request_duration"), LATENCY),
                    amount("sglang", SGLANG, level("sglang:num_queue_reqs", "sglang:num_running_reqs"), OUTSTANDING),
                    amount("sglang-queue", SGLANG, level("sglang:num_queue_reqs"), QUEUE),
                    amount("sglang-running", SGLANG, level("sglang:num_running_reqs"), RUNNING),
                    fraction("sglang-kv-cache", SGLANG, "sglang:token_usage"),
                    amount("sglang-rate", SGLANG, rate("sglang:e2e_request_latency_seconds_count"), RATE),
                    amount("sglang-latency", SGLANG, seconds("sglang:e2e_request_latency_seconds"), LATENCY),
                    amount("sglang-ttft", SGLANG, seconds("sglang:time_to_first_token_seconds"), TTFT),
                    amount("torchserve", TORCHSERVE, busy("ts_inference_latency_microseconds"), OUTSTANDING),
                    amount("torchserve-rate", TORCHSERVE, rate("ts_inference_requests_total"), RATE),
                    amount(
                            "torchserve-latency",
                            TORCHSERVE,
                            micros("ts_inference_latency_microseconds", "ts_inference_requests_total"),
                            MEAN_LATENCY),
                    amount(
                            "torchserve-queue-time",
                            TORCHSERVE,
                            micros("ts_queue_latency_microseconds", "ts_inference_requests_total"),
                            QUEUE_TIME),
                    amount("tfserving", TFSERVING, busy(":tensorflow:serving:request_latency_sum"), OUTSTANDING),
                    amount("tfserving-rate", TFSERVING, rate(":tensorflow:serving:request_count"), RATE),
                    amount(
                            "tfserving-latency",
                            TFSERVING,
                            quantile(":tensorflow:serving:request_latency", MICROS),
                            LATENCY),
                    amount(
                            "kserve",
                            KSERVE,
                            new Rate(
                                    List.of(
                                            Selector.of("request_preprocess_seconds_sum"),
                                            Selector.of("request_predict_seconds_sum"),
                                            Selector.of("request_postprocess_seconds_sum")),
                                    1),
                            OUTSTANDING),
                    amount("kserve-rate", KSERVE, rate("request_predict_seconds_count"), RATE),
                    amount("kserve-latency", KSERVE, seconds("request_predict_seconds"), "seconds of prediction"))
            .collect(Collectors.toMap(Preset::name, Function.identity(), (one, same) -> one, LinkedHashMap::new));

    private Presets() {}

    /** Returns all of them, server by server. */
    static List<Preset> all() {
        return List.copyOf(ALL.values());
    }

    static Optional<Preset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Preset amount(String name, Page page, Quantity quantity, String meaning) {
        return new Preset(name, page, quantity, Unit.PER_SERVER, meaning);
    }

    private static Preset fraction(String name, Page page, String... gauges) {
        return new Preset(name, page, new Mean(Selector.of(gauges)), Unit.UTILIZATION, CACHE);
    }

    private static Quantity level(String... gauges) {
        return new Level(Arrays.stream(gauges).map(Selector::of).toList());
    }

    private static Quantity rate(String counter) {
        return new Rate(List.of(Selector.of(counter)), 1);
    }

    private static Quantity busy(String micros) {
        return new Rate(List.of(Selector.of(micros)), MICROS);
    }

    private static Quantity micros(String amount, String count) {
        return new PerCount(Selector.of(amount), Selector.of(count), MICROS);
    }

    private static Quantity seconds(String histogram) {
        return quantile(histogram, 1);
    }

    private static Quantity quantile(String histogram, double factor) {
        return new Quantile(Selector.of(histogram).ending("_bucket"), DEFAULT_QUANTILE, factor);
    }
}
