package dev.flyball.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands stand in blocks that the test of the docs runs, or that say why not. */
class DocBlockTest {

    private static final Pattern INDENTED = Pattern.compile(
            "(?m)^ {4}(?:flyball |java -jar|kubectl |curl |mvn |promtool |export |unset |podman |systemctl |python3? ).*");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    static Stream<Path> pages() throws IOException {
        return DocBlock.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noCommandIsHidden(Path page) throws IOException {
        assertThat(INDENTED.matcher(Files.readString(page)).results().map(found -> found.group()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsNotRunSaysWhy(Path page) throws IOException {
        List<DocBlock> blocks = DocBlock.of(page);

        assertThat(blocks).allSatisfy(block -> {
            assertThat(block.marked("exempt").orElse(": not exempt")).matches(": ?.{10,}|.{10,}");
            assertThat(block.markers())
                    .allMatch(
                            marker -> marker.matches(
                                    "shown(, but for its figures)?|goes on until \".+\"|agent|cluster|needs \\w+|exempt: .{10,}"));
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        assertThat(LINK.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(page.getParent().resolve(link)).exists());
    }
}
