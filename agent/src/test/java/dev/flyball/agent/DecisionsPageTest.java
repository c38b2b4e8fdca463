package dev.flyball.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/decisions.md tells every reason code in the words of the code. */
class DecisionsPageTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsExplained(Reason reason) throws Exception {
        String page = Files.readString(Path.of("../docs/decisions.md"));

        assertThat(page).contains("| `" + reason + "` | " + reason.text() + " |");
    }
}
