package dev.flyball.prometheus.scrape;

import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.signal.Reading.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each preset reads what such a server tells; the texts are written by hand from the servers' documentation. */
class PresetsTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    /** The two looks are 10 s apart. */
    @ParameterizedTest
    @CsvSource({
        "vllm, 19",
        "vllm-queue, 7",
        "vllm-running, 12",
        "vllm-kv-cache, 0.83",
        "vllm-rate, 4",
        "vllm-latency, 4.875",
        "vllm-ttft, 0.4875",
        "triton, 6",
        "triton-queue, 9",
        "triton-rate, 3",
        "triton-latency, 2",
        "triton-queue-time, 0.5",
        "tgi, 24",
        "tgi-queue, 8",
        "tgi-running, 16",
        "tgi-rate, 2",
        "tgi-latency, 1.95",
        "sglang, 15",
        "sglang-queue, 5",
        "sglang-running, 10",
        "sglang-kv-cache, 0.4",
        "sglang-rate, 4",
        "sglang-latency, 9.5",
        "sglang-ttft, 0.19",
        "torchserve, 8",
        "torchserve-rate, 2",
        "torchserve-latency, 4",
        "torchserve-queue-time, 1",
        "tfserving, 3",
        "tfserving-rate, 5",
        "tfserving-latency, 0.095",
        "kserve, 2.5",
        "kserve-rate, 5",
        "kserve-latency, 0.95"
    })
    void readsWhatItsServerTells(String name, double expected) throws IOException {
        Preset preset = Presets.find(name).orElseThrow();
        String server = name.replaceAll("-.*", "");
        Look before = look(preset, server + "-before.txt", AT.minusSeconds(10));
        Look now = look(preset, server + "-now.txt", AT);

        Sample sample = value(Measure.of(preset.quantity(), now, Optional.of(before)));

        assertThat(sample.amount() / sample.capacity()).isCloseTo(expected, within(1e-6));
    }

    @Test
    void eachIsTriedHere() throws Exception {
        List<String> tried = List.of(PresetsTest.class
                .getDeclaredMethod("readsWhatItsServerTells", String.class, double.class)
                .getAnnotation(CsvSource.class)
                .value());

        assertThat(Presets.all())
                .extracting(Preset::name)
                .containsExactlyElementsOf(
                        tried.stream().map(row -> row.replaceAll(",.*", "")).toList());
    }

    @Test
    void thePageInDocsTellsEach() throws IOException {
        String table = Presets.all().stream().map(PresetsTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("..", "docs", "prometheus.md")))
                .as("docs/prometheus.md is not what Presets.java says")
                .contains(table);
    }

    private static String row(Preset preset) {
        String metrics = preset.quantity().selectors().stream()
                .map(selector -> selector.names().stream()
                        .map(metric -> "`" + metric + "`")
                        .collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(", "));
        return "| `" + preset.name() + "` | " + preset.meaning() + " | " + metrics + " at `:"
                + preset.page().port() + preset.page().path() + "` |";
    }

    private static Look look(Preset preset, String file, Instant time) throws IOException {
        Path path = Path.of("src", "test", "resources", "expositions", file);
        return Expositions.look(time, preset.quantity(), Files.readString(path));
    }
}
