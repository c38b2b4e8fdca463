package dev.flyball.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process that is killed with SIGKILL at any instant, many times: its file is whole, and no older than it said.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("flyball.kills", 50);
    private static final int MOST_ROUNDS = 5;
    private static final int MOST_NANOSECONDS = 200_000_000;

    @TempDir
    private Path directory;

    @Test
    void theFileIsWholeWheneverTheProcessIsKilled() throws Exception {
        Random random = new Random(7);
        int next = 1;
        int halves = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int told = killedAfter(next, next + random.nextInt(MOST_ROUNDS), random.nextInt(MOST_NANOSECONDS));
            int kept = kept();
            assertThat(kept).as("the round in the file, after kill %d", kill).isBetween(told, told + 1);
            halves += Files.exists(directory.resolve("flyball-state.json.next")) ? 1 : 0;
            next = kept + 1;
        }
        System.out.printf("%d kills, %d of them while a file was being written, %d rounds%n", KILLS, halves, next - 1);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isSubsetOf("flyball-state.json", "flyball-state.json.next", "flyball-state.lock");
        }
    }

    /** Starts a process, and kills it a moment after it has told of a round; returns the last that it told of. */
    private int killedAfter(int first, int last, int nanoseconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(first)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int told = first - 1;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = Integer.parseInt(line);
                if (told == last) {
                    long end = System.nanoTime() + nanoseconds;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    // The process itself would close what is still to be read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return told;
    }

    private int kept() throws IOException {
        byte[] file = Files.readAllBytes(directory.resolve("flyball-state.json"));
        StateJson.Contents contents = new StateJson().read(new ByteArrayInputStream(file));
        assertThat(contents.forgotten()).isEmpty();
        assertThat(contents.kept()).hasSize(KilledWriter.TARGETS);
        List<Integer> rounds = contents.kept().stream()
                .map(kept -> kept.memory().blindRounds())
                .distinct()
                .toList();
        assertThat(rounds).as("rounds in one file").hasSize(1);
        return rounds.get(0);
    }
}
