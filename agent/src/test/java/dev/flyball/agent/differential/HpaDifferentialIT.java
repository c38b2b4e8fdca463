package dev.flyball.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flyball.agent.differential.Replay.Compared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The {@code hpa} preset against the HPA controller of a real controller manager: at every sync of every series, the
 * preset is given what the controller saw and must decide what the controller decided, or differ for a reason that has
 * a name. Needs kubectl, and a cluster started as benchmarks/differential.sh does.
 */
class HpaDifferentialIT {

    private static final Duration STEP = Duration.ofSeconds(4);

    @Test
    void thePresetDecidesAsTheControllerDoesOrDiffersForANamedReason() throws Exception {
        List<Series> catalogue = "full".equals(System.getenv("IT_HPA_SERIES")) ? Catalogue.all() : Catalogue.some();
        String namespace = "differential-" + UUID.randomUUID().toString().substring(0, 8);
        Path audit = Path.of(variable("IT_HPA_AUDIT"));
        Endpoint metrics = new Endpoint(variable("IT_HPA_METRICS"));
        Map<String, Told> told;
        try (Proxy proxy = Proxy.start(variable("IT_HPA_KUBECONFIG"))) {
            Driver driver = new Driver(proxy.api(), metrics, namespace, catalogue);
            try {
                told = driver.run(STEP);
            } finally {
                driver.clean();
            }
        }
        AuditLog log = AuditLog.read(audit, namespace);

        Report report = new Report();
        for (Series series : catalogue) {
            List<Sync> syncs = log.syncs().stream()
                    .filter(sync -> sync.series().equals(series.id()))
                    .toList();
            assertThat(syncs).as("syncs of " + series.name()).hasSizeGreaterThan(5);
            Scene scene = new Scene(series, log.pods().get(series.id()), told.get(series.id()));
            Map<Deviation, List<Compared>> single = new EnumMap<>(Deviation.class);
            for (Deviation deviation : Deviation.values()) {
                single.put(deviation, new Replay(series, scene, Set.of(deviation)).run(syncs));
            }
            report.add(
                    series,
                    new Replay(series, scene, Set.of()).run(syncs),
                    single,
                    new Replay(series, scene, Altered.everything()).run(syncs));
        }
        Files.writeString(Path.of("target", "differential.md"), report.text());

        assertThat(report.unexplained()).isEmpty();
        // A sync within milliseconds of the end of a window may still fall on the other side of it.
        assertThat(report.remaining()).hasSizeLessThanOrEqualTo(report.syncs() / 100);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        assumeTrue(value != null, () -> name + " is not set: run benchmarks/differential.sh KUBE_FOLDER short");
        return value;
    }
}
