package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** The program plays policies on what CloudWatch keeps, in the emulator of AWS that IT_AWS_ENDPOINT names. */
class BacktestCloudWatchIT {

    private static final String AWS = System.getenv("IT_AWS_ENDPOINT");
    private static final int MINUTES = 120;
    private static final int SHORT = 20;

    private final String endpoint = "chat-" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant begin = end.minus(MINUTES, ChronoUnit.MINUTES);

    @BeforeEach
    void needAnEmulator() {
        Assumptions.assumeTrue(
                AWS != null, "skipped: set IT_AWS_ENDPOINT to an emulator of AWS, for example moto_server");
    }

    @Test
    void playsOnTheInvocationsOfAVariant() throws Exception {
        recordInvocations(0);

        Program.Ended ended = backtest("sagemaker:variant/" + endpoint + "/main");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("static", "24.00", "120 rows of 60 s, mean 40 requests a second")
                .containsPattern("flyball +\\d");
    }

    @Test
    void minutesWithoutAPointAreAGapUntilToldWhatTheyAre() throws Exception {
        recordInvocations(3);
        String metric = "AWS/SageMaker Invocations{EndpointName=" + endpoint + ",VariantName=main} Sum every 1m";

        Program.Ended refused = backtest(metric);
        Program.Ended told = backtest(metric, "--gaps", "zero");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("cloudwatch: ", "3 rows are missing", "--gaps zero");
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains("3 missing rows were filled in");
    }

    @Test
    void whatCloudWatchDoesNotHaveIsSaid() throws Exception {
        Program.Ended ended = backtest("sagemaker:variant/" + endpoint + "/other");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("cloudwatch: no row of load");
    }

    private Program.Ended backtest(String query, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("backtest", "--from", "cloudwatch", "--query", query));
        arguments.addAll(List.of("--start", begin.toString(), "--end", end.toString(), "--step", "1m"));
        arguments.addAll(List.of("--capacity", "5", "--policy", "flyball,static"));
        arguments.addAll(List.of(more));
        return Program.run(
                Map.of(
                        "AWS_ENDPOINT_URL", AWS,
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"),
                arguments.toArray(String[]::new));
    }

    /** An hour of 20 requests a second and an hour of 60, without this many minutes in the first. */
    private void recordInvocations(int missing) {
        List<MetricDatum> points = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minute < 10 || minute >= 10 + missing) {
                points.add(MetricDatum.builder()
                        .metricName("Invocations")
                        .dimensions(dimension("EndpointName", endpoint), dimension("VariantName", "main"))
                        .timestamp(begin.plus(minute, ChronoUnit.MINUTES))
                        .value(minute < MINUTES / 2 ? 1200.0 : 3600.0)
                        .build());
            }
        }
        try (CloudWatchClient client = CloudWatchClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(AWS))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build()) {
            // The SDK packs a longer request, which the emulator does not unpack.
            for (int first = 0; first < points.size(); first += SHORT) {
                List<MetricDatum> some = points.subList(first, Math.min(points.size(), first + SHORT));
                client.putMetricData(
                        request -> request.namespace("AWS/SageMaker").metricData(some));
            }
        }
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
