package dev.flyball.agent.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/adding-an-adapter.md works, and stands there as it is. */
class DirectoryAdapterTest {

    private static final Path SOURCE = Path.of("src/test/java/dev/flyball/agent/example/DirectoryAdapter.java");
    private static final Path PAGE = Path.of("..", "docs", "adding-an-adapter.md");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final DirectoryAdapter adapter = new DirectoryAdapter(InstantSource.fixed(NOW));
    private TargetId target;

    @BeforeEach
    void aSupervisorKeepsTwoServersOfWhichOneIsReady() throws IOException {
        target = new TargetId("directory", directory.toString());
        write("wanted", "2");
        write("ready", "1");
        write("load", "7.5");
    }

    @Test
    void aSizeIsSeenAndChanged() throws IOException {
        Fleet seen = fleet();
        assertThat(seen.wanted()).isEqualTo(2);
        assertThat(seen.ready()).isEqualTo(1);

        assertThat(adapter.apply(target, new Change(2, 5), seen.version())).isInstanceOf(Outcome.Applied.class);

        assertThat(directory.resolve("wanted")).hasContent("5");
    }

    @Test
    void whatAnotherHandChangedIsLeftToTheNextRound() throws IOException {
        Fleet seen = fleet();
        write("wanted", "3");

        assertThat(adapter.apply(target, new Change(2, 5), seen.version())).isInstanceOf(Outcome.Deferred.class);
        assertThat(directory.resolve("wanted")).hasContent("3");
    }

    @Test
    void aLoadIsRead() {
        assertThat(load()).isEqualTo(Result.ok(new Reading.Total(7.5, NOW)));
    }

    @Test
    void aLoadThatIsNotThereIsNotZero() throws IOException {
        Files.delete(directory.resolve("load"));
        assertThat(load()).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().kind())
                .isEqualTo(Fault.Kind.NOT_FOUND));
    }

    @Test
    void aLoadThatIsNoNumberIsSaid() throws IOException {
        write("load", "many");
        assertThat(load()).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .contains("many"));
    }

    @Test
    void thePageShowsThisAdapter() throws IOException {
        String source = Files.readString(SOURCE);
        String shown = source.substring(source.indexOf("/**"));

        assertThat(Files.readString(PAGE)).contains("```java\n" + shown + "```");
    }

    private Fleet fleet() {
        return ((Result.Ok<Fleet>) adapter.observe(List.of(target), NOW).get(target)).value();
    }

    private Result<Reading> load() {
        Query query = new Query(target, "load");
        return adapter.read(List.of(query), Map.of(), NOW).get(query);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
