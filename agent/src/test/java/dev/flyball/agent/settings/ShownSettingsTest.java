package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.docs.DocBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that a page or a manifest shows in full, with a resource, are ones that the agent takes. */
class ShownSettingsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Lines of assignments: indented in pages, entries of a list or of a ConfigMap's data, commented in an example. */
    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^(?: {2,}(?:- )?|#)[A-Z][A-Z0-9_]*(?:=|: (?!\\{)).*\\n)+");

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^(?: {2,}(?:- )?|#)([A-Z][A-Z0-9_]*)(?:=|: )\"?(.*?)\"?$");

    static Stream<String> blocks() throws IOException {
        List<Path> manifests;
        try (Stream<Path> files = Files.walk(ROOT.resolve("deploy"))) {
            manifests = files.filter(file -> file.toString().matches(".*\\.(yaml|env)"))
                    .sorted()
                    .toList();
        }
        return Stream.concat(DocBlock.pages().stream(), manifests.stream())
                .flatMap(ShownSettingsTest::blocksOf)
                .filter(block -> Pattern.compile("FLYBALL_(TARGETS_\\w+_)?RESOURCE")
                        .matcher(block)
                        .find());
    }

    private static Stream<String> blocksOf(Path file) {
        try {
            return BLOCK.matcher(Files.readString(file)).results().map(MatchResult::group);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theyAreAccepted(String block) {
        Map<String, String> environment = new TreeMap<>();
        // Names that are to be filled in are in capital letters, which no platform has.
        ASSIGNMENT
                .matcher(block)
                .results()
                .forEach(found -> environment.put(
                        found.group(1),
                        found.group(2).replaceAll("\\b(?:ENDPOINT|VARIANT|NAMESPACE|NAME)\\b(?=/|$)", "chat")));

        ReadSettings read = SettingsReader.read(environment, Adapters.platforms());

        assertThat(read instanceof ReadSettings.Invalid invalid ? invalid.problems() : List.of())
                .isEmpty();
    }
}
