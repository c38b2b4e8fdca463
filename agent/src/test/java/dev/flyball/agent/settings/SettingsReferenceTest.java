package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String WRITE = "flyball.write.docs";

    @Test
    void thePageInDocsIsWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, SettingsReference.render(Adapters.platforms(), Adapters.signalsOfAnyTarget()));
        }

        assertThat(PAGE)
                .as("docs/settings.md is not what SettingsTable.java says. Write it anew: mvn -pl agent -am test"
                        + " -Dtest=SettingsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .hasContent(SettingsReference.render(Adapters.platforms(), Adapters.signalsOfAnyTarget()));
    }

    static Stream<String> blocks() {
        return Arrays.stream(SettingsReference.render(List.of(), Map.of()).split("\n\n"))
                .filter(paragraph -> paragraph.startsWith("    FLYBALL_"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void whatThePageShowsIsAccepted(String block) {
        assertThat(Environment.problems(block.lines().map(String::strip).toArray(String[]::new)))
                .isEmpty();
    }
}
