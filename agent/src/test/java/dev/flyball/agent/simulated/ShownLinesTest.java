package dev.flyball.agent.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.settings.ReadSettings;
import dev.flyball.agent.settings.SettingsReader;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Lines that the pages show are lines that a simulated day from 06:00 to midnight prints. */
class ShownLinesTest {

    private static final Instant DAWN = Instant.parse("2026-01-01T06:00:00Z");
    private static final Duration DAY = Duration.ofHours(18);

    @Test
    void whatAForecastAdded() throws IOException {
        assertThat(shown("forecast.md", "FORECAST_ABOVE"))
                .isSubsetOf(lines(Map.of(
                        "FLYBALL_RESOURCE", "simulated:day",
                        "FLYBALL_SIGNAL", "load",
                        "FLYBALL_TARGET_PER_SERVER", "1",
                        "FLYBALL_INTERVAL", "15s")));
    }

    @Test
    void aDemandBeyondFullServers() throws IOException {
        assertThat(shown("decisions.md", "BEYOND_SATURATION"))
                .isSubsetOf(lines(Map.of(
                        "FLYBALL_RESOURCE", "simulated:day",
                        "FLYBALL_TARGET_UTILIZATION", "0.9",
                        "FLYBALL_SATURATES_AT", "1",
                        "FLYBALL_INTERVAL", "1h",
                        "FLYBALL_MAX_AGE", "1h")));
    }

    @Test
    void aCapacityThatWasLearned() throws IOException {
        assertThat(shown("decisions.md", "learned: "))
                .isSubsetOf(lines(Map.of(
                        "FLYBALL_RESOURCE", "simulated:day",
                        "FLYBALL_SIGNALS_LOAD_SIGNAL", "load",
                        "FLYBALL_SIGNALS_TIME_SIGNAL", "latency",
                        "FLYBALL_SIGNALS_TIME_SLO", "2s")));
    }

    /** Returns the examples of a page that have this in them, each on one line. */
    private static List<String> shown(String page, String part) throws IOException {
        List<String> found = new ArrayList<>();
        for (String paragraph : Files.readString(Path.of("..", "docs", page)).split("\n\n")) {
            if (paragraph.startsWith("    ") && paragraph.contains(part)) {
                found.add(paragraph.strip().replaceAll("\\s+", " "));
            }
        }
        assertThat(found).as("examples with %s in docs/%s", part, page).isNotEmpty();
        return found;
    }

    private static List<String> lines(Map<String, String> environment) {
        AtomicReference<Instant> now = new AtomicReference<>(DAWN);
        SimulatedAdapter adapter = new SimulatedAdapter(now::get);
        TargetSettings settings = ((ReadSettings.Valid) SettingsReader.read(environment, adapter.platforms()))
                .settings()
                .targets()
                .get(0);
        TargetId target = settings.resource();
        Autoscaler autoscaler = new Autoscaler(settings.policy());
        Memory memory = Memory.empty();
        Optional<Outcome> outcome = Optional.empty();
        List<String> lines = new ArrayList<>();
        while (now.get().isBefore(DAWN.plus(DAY))) {
            Instant at = now.get();
            Fleet fleet =
                    ((Result.Ok<Fleet>) adapter.observe(List.of(target), at).get(target)).value();
            Observation seen = new Observation(
                    at,
                    Result.ok(fleet),
                    adapter.read(settings.policy().queries(), Map.of(target, fleet), at),
                    outcome,
                    false);
            Step step = autoscaler.decide(seen, memory);
            memory = step.after();
            outcome = step.decision().change().map(change -> adapter.apply(target, change, fleet.version()));
            lines.add(Explanation.line(step.decision()));
            now.set(at.plus(settings.interval()));
        }
        return lines;
    }
}
