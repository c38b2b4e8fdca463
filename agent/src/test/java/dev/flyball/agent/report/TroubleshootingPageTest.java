package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Reason;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md names every code, and what to do about it. */
class TroubleshootingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final String WRITE = "flyball.write.docs";

    @Test
    void thePageInDocsIsWhatTheCodesSay() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .as("docs/troubleshooting.md is not what Advice.java says. Write it anew: mvn -pl agent -am test"
                        + " -Dtest=TroubleshootingPageTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE
                        + "=true")
                .hasContent(page());
    }

    private static String page() {
        return """
                # Troubleshooting

                <!-- Written from Advice.java and the codes; TroubleshootingPageTest says how to write it anew. -->

                Start with `flyball check`: it lists every problem of settings, connections and permissions, with what would
                mend it, and changes nothing. Then `flyball status`: the code in its column REASON is in the first table
                here. A warning in the log ends in a code in brackets, such as `(UNREACHABLE)`: that is in the last one.

                ## Reasons

                Each decision has one: the last limit that changed the size, or else what the load said. The same code
                stands in the log, in the label `reason` of the metric `flyball_decisions_total`, in the API and on the page.

                | code | meaning | what to do |
                | --- | --- | --- |
                %s

                ## Write modes

                In every mode the target is watched, decided and explained; only `ACT` writes.

                | mode | what to do |
                | --- | --- |
                %s

                ## Faults

                Whatever the fault, nothing shrinks because of it, and the other targets go on.

                | code | what to do |
                | --- | --- |
                %s
                """.formatted(
                rows(
                        Reason.values(),
                        reason -> reason.text() + " | " + Advice.on(reason).orElse("nothing")),
                rows(WriteMode.values(), mode -> Advice.on(mode).orElse("nothing")),
                rows(Fault.Kind.values(), Advice::on));
    }

    private static <T extends Enum<T>> String rows(T[] codes, Function<T, String> text) {
        return Arrays.stream(codes)
                .map(code -> "| `" + code + "` | " + text.apply(code) + " |")
                .collect(Collectors.joining("\n"));
    }
}
