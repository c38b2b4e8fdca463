package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusReaderTest {

    private static final String[] ASKING = {
        "FLYBALL_SIGNAL=prometheus", "FLYBALL_QUERY=sum(x)", "FLYBALL_TARGET_PER_SERVER=30"
    };

    @Test
    void theServerAndWhatItIsShown() {
        Settings settings = settings(
                "FLYBALL_PROMETHEUS_URL=https://metrics.example/prometheus",
                "FLYBALL_PROMETHEUS_TOKEN_FILE=/run/token",
                "FLYBALL_PROMETHEUS_CA_FILE=/run/ca.pem");

        assertThat(settings.prometheus())
                .contains(new PrometheusServer(
                        URI.create("https://metrics.example/prometheus"),
                        Optional.of(Secret.in(Path.of("/run/token"))),
                        Optional.of(Path.of("/run/ca.pem"))));
    }

    @Test
    void aTokenIsNeverShown() {
        Settings settings = settings("FLYBALL_PROMETHEUS_URL=http://p:9090", "FLYBALL_PROMETHEUS_TOKEN=hush");

        assertThat(settings.prometheus().orElseThrow().credentials()).contains(Secret.of("hush"));
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(ConfigReport.lines(settings))
                .anySatisfy(line -> assertThat(line).startsWith("FLYBALL_PROMETHEUS_TOKEN=(not shown)"))
                .noneSatisfy(line -> assertThat(line).contains("hush"));
    }

    @Test
    void aSignalThatAsksNeedsAServer() {
        assertThat(problems()).singleElement().asString().startsWith("FLYBALL_PROMETHEUS_URL is not set: must be");
    }

    @Test
    void aPasswordInTheAddressIsRefusedWithoutBeingShown() {
        assertThat(problems("FLYBALL_PROMETHEUS_URL=https://me:hush@p"))
                .singleElement()
                .asString()
                .contains("FLYBALL_PROMETHEUS_URL must not hold a user and password")
                .contains("FLYBALL_PROMETHEUS_TOKEN_FILE")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "p:9090,http://p:9090",
        "http://p:9090/api/v1,http://p:9090",
        "http://p/x/api/v1/query,http://p/x",
        "prometheus.example,http://prometheus.example"
    })
    void anAddressThatIsNoneIsRefusedWithAHint(String url, String meant) {
        assertThat(problems("FLYBALL_PROMETHEUS_URL=" + url))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_PROMETHEUS_URL=" + url + ": must be an address")
                .endsWith("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://p", "http://", "http://p?x=y", "http://p#x", "http://p:x y"})
    void anAddressThatCannotBeMeantIsRefused(String url) {
        assertThat(problems("FLYBALL_PROMETHEUS_URL=" + url))
                .singleElement()
                .asString()
                .startsWith("FLYBALL_PROMETHEUS_URL=" + url + ": must be an address");
    }

    @Test
    void aTokenStandsInOnePlace() {
        assertThat(problems(
                        "FLYBALL_PROMETHEUS_URL=http://p",
                        "FLYBALL_PROMETHEUS_TOKEN=hush",
                        "FLYBALL_PROMETHEUS_TOKEN_FILE=/run/token"))
                .containsExactly("FLYBALL_PROMETHEUS_TOKEN_FILE=/run/token: must not stand beside"
                        + " FLYBALL_PROMETHEUS_TOKEN=(not shown); remove one");
    }

    @Test
    void aServerThatNobodyAsksIsAWarning() {
        Settings settings = Environment.settings(
                "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                "FLYBALL_MAX_SERVERS=10",
                "FLYBALL_TARGET_UTILIZATION=0.6",
                "FLYBALL_PROMETHEUS_URL=http://p");

        assertThat(settings.warnings())
                .contains("FLYBALL_PROMETHEUS_URL=http://p: has no effect, since no signal is prometheus");
    }

    private static Settings settings(String... assignments) {
        return Environment.settings(asking(assignments));
    }

    private static List<String> problems(String... assignments) {
        return Environment.problems(asking(assignments));
    }

    private static String[] asking(String... assignments) {
        return Stream.of(
                        Stream.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10"),
                        Arrays.stream(ASKING),
                        Arrays.stream(assignments))
                .flatMap(parts -> parts)
                .toArray(String[]::new);
    }
}
