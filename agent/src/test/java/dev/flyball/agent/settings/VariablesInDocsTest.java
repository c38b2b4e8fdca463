package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A variable that a page names is one that there is. */
class VariablesInDocsTest {

    private static final Pattern VARIABLE = Pattern.compile("FLYBALL_[A-Z0-9_]*[A-Z0-9]\\b(?!_)");

    static Stream<Path> pages() throws IOException {
        List<Path> docs;
        try (Stream<Path> files = Files.list(Path.of("..", "docs"))) {
            docs = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
        return Stream.concat(Stream.of(Path.of("..", "README.md")), docs.stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyVariableIsKnown(Path page) throws IOException {
        String text = Files.readString(page).replace("<NAME>", "NAME");

        assertThat(VARIABLE.matcher(text).results().map(MatchResult::group).distinct())
                .allSatisfy(name -> assertThat(VariableName.read(name)).isInstanceOf(VariableName.Known.class));
    }
}
