package dev.flyball.prometheus.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

    @Test
    void onlyWhatIsWantedIsKept() {
        String text = """
                # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{engine="0",model_name="meta/llama"} 7.0
                vllm:num_requests_running{engine="0",model_name="meta/llama"} 12.0
                vllm:num_requests_waiting_now 3
                """;

        assertThat(Expositions.read(text, "vllm:num_requests_waiting"))
                .containsExactly(
                        new Series("vllm:num_requests_waiting", Map.of("engine", "0", "model_name", "meta/llama"), 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x 1 | 1",
                "x{} 1 | 1",
                "x{a=\"b\",} 1.5e3 | 1500",
                "x { a = \"b\" , c=\"d\" }  +2.5 | 2.5",
                "x 1 1395066363000 | 1",
                "x{a=\"}\"} 4 | 4",
                "x_total 17 # {trace_id=\"a b\"} 0.5 1520879607.7 | 17",
                "x NaN | NaN",
                "x +Inf | Infinity",
                "x -Inf | -Infinity",
                "x -3.2e-07 1 | -3.2e-7",
                ":x:y 5 | 5"
            })
    void theFormatsAreRead(String line, double value) {
        assertThat(Expositions.read(line.strip() + "\n", "x", "x_total", ":x:y"))
                .singleElement()
                .extracting(Series::value)
                .isEqualTo(value);
    }

    @Test
    void lettersInLabelsAreUnescaped() {
        assertThat(Expositions.read("x{a=\"C:\\\\D \\\"q\\\" \\n é\"} 1\r\n", "x")
                        .get(0)
                        .labels())
                .containsEntry("a", "C:\\D \"q\" \n é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x one",
                "x{ 1",
                "x{a} 1",
                "x{a=b} 1",
                "x{a=\"b} 1",
                "x{a=\"b\" c=\"d\"} 1",
                "x{a=\"b\"",
                "x{,} 1",
                "9x 1",
                "",
                " ",
                "# x 1",
                "<html>",
                "x\u00001"
            })
    void aLineThatIsNotOfTheFormatsIsPassedOver(String line) {
        assertThat(Expositions.read(line + "\ny 1\n", "x", "y")).containsExactly(new Series("y", Map.of(), 1));
    }

    @Test
    void aLineThatIsCutOffIsNotReadAsASmallerNumber() {
        assertThat(Expositions.read("x 1\nx 12", "x")).hasSize(1);
    }

    @Test
    void aLineWithoutEndIsPassedOverAndNotKept() {
        String text = "x{a=\"" + "b".repeat(1 << 20) + "\"} 1\ny 1\n";

        assertThat(Expositions.read(text, "x", "y")).extracting(Series::name).containsExactly("y");
    }

    @Property
    void nothingThatASeverSendsMakesItFailOrHangAndPiecesDoNotMatter(
            @ForAll("texts") String text, @ForAll("pieces") int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<String> wanted = Set.of("x", "y_bucket", ":z");

        List<Series> whole = Expositions.read(bytes, wanted, Integer.MAX_VALUE);

        assertThat(whole).allSatisfy(series -> assertThat(wanted).contains(series.name()));
        assertThat(Expositions.read(bytes, wanted, piece)).isEqualTo(whole);
    }

    @Property
    void bytesOfAnyKindAreRead(@ForAll byte[] bytes) {
        assertThat(Expositions.read(bytes, Set.of("x"), 7)).hasSizeLessThanOrEqualTo(bytes.length);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll String label, @ForAll double value, @ForAll("names") String name) {
        String escaped = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        byte[] bytes = (name + "{l=\"" + escaped + "\"} " + shown(value) + "\n").getBytes(StandardCharsets.UTF_8);
        String sent = new String(label.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(Expositions.read(bytes, Set.of(name), 3))
                .containsExactly(new Series(name, Map.of("l", sent), value));
    }

    private static String shown(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("x", ":z", "A_9:b", "_");
    }

    @Provide
    Arbitrary<Integer> pieces() {
        return Arbitraries.integers().between(1, 50);
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> parts = Arrays.asList(
                "x",
                "y_bucket",
                ":z",
                "{",
                "}",
                "=",
                "\"",
                ",",
                "\\",
                "\n",
                "\r\n",
                " ",
                "\t",
                "#",
                "1",
                "-",
                "1e9",
                "NaN",
                "+Inf",
                "le=\"0.5\"",
                "a=\"b\"",
                "é",
                "\u0000",
                "x 1\n",
                "0x1p3",
                "1d",
                "\uD800");
        return Arbitraries.of(parts).list().ofMaxSize(60).map(list -> String.join("", list));
    }
}
