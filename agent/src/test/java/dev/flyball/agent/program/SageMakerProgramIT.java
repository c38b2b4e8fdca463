package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;

/** The program and a variant of a SageMaker endpoint, in the emulator of AWS that IT_AWS_ENDPOINT names. */
class SageMakerProgramIT {

    private static final String AWS = System.getenv("IT_AWS_ENDPOINT");

    private final String endpoint = "chat-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void makeAnEndpoint() {
        Assumptions.assumeTrue(
                AWS != null, "skipped: set IT_AWS_ENDPOINT to an emulator of AWS, for example moto_server");
        try (SageMakerClient client = sageMaker()) {
            client.createModel(model -> model.modelName(endpoint)
                    .executionRoleArn("arn:aws:iam::123456789012:role/model")
                    .primaryContainer(
                            container -> container.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/c:1")));
            client.createEndpointConfig(config -> config.endpointConfigName(endpoint)
                    .productionVariants(ProductionVariant.builder()
                            .variantName("main")
                            .modelName(endpoint)
                            .initialInstanceCount(2)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .build()));
            client.createEndpoint(request -> request.endpointName(endpoint).endpointConfigName(endpoint));
        }
    }

    @Test
    void aVariantGrowsToItsInvocations() throws Exception {
        invocationsPerInstance(240);
        try (Program program = Program.start(settings("FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET: invocations-per-instance 240 of 100 per server needs");
            program.await("5 instances", () -> instances() == 5);
        }
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        invocationsPerInstance(240);

        Program.Ended once = Program.run(settings("FLYBALL_DRY_RUN", "true"), "once");

        assertThat(once.out()).contains("2 -> 5 servers", "not written: DRY_RUN");
        assertThat(once.code()).isZero();
        assertThat(instances()).isEqualTo(2);
    }

    @Test
    void withoutInvocationsItIsBlindAndDoesNotShrink() throws Exception {
        Program.Ended once = Program.run(settings(), "once");

        assertThat(once.out()).contains("stay at 2 servers BLIND", "MISSING");
        assertThat(once.code()).isEqualTo(1);
        assertThat(instances()).isEqualTo(2);
    }

    @Test
    void whatApplicationAutoScalingScalesIsNotWritten() throws Exception {
        invocationsPerInstance(240);
        register();

        Program.Ended once = Program.run(settings(), "once");

        assertThat(once.out()).contains("2 -> 5 servers", "not written: CONFLICT", "policy keep-70");
        assertThat(instances()).isEqualTo(2);
    }

    @Test
    void importPrintsWhatApplicationAutoScalingDoes() throws Exception {
        register();

        Program.Ended imported = Program.run(settings(), "import", "sagemaker");

        String name = (endpoint + "main").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        assertThat(imported.out())
                .contains(
                        "FLYBALL_TARGETS_" + name + "_RESOURCE=sagemaker:variant/" + endpoint + "/main",
                        "FLYBALL_TARGETS_" + name + "_MAX_SERVERS=4",
                        "FLYBALL_TARGETS_" + name + "_TARGET_PER_SERVER=70");
        assertThat(imported.code()).isZero();
    }

    @Test
    void checkTellsWhatReadingCosts() throws Exception {
        invocationsPerInstance(240);

        Program.Ended check = Program.run(settings(), "check");

        assertThat(check.out())
                .contains("cost     reading CloudWatch costs about 0.43 USD in 30 days: 1 metric every 60 s");
        assertThat(check.code()).isZero();
    }

    @Test
    void checkNamesAnEndpointThatDoesNotExist() throws Exception {
        Program.Ended check =
                Program.run(settings("FLYBALL_RESOURCE", "sagemaker:variant/no-such-endpoint/main"), "check");

        assertThat(check.out()).contains("problem  default: NOT_FOUND", "no-such-endpoint");
        assertThat(check.code()).isEqualTo(1);
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FLYBALL_INTERVAL", "60s",
                "FLYBALL_RESOURCE", "sagemaker:variant/" + endpoint + "/main",
                "FLYBALL_MAX_SERVERS", "8",
                "FLYBALL_TARGET_PER_SERVER", "100",
                "AWS_ENDPOINT_URL", AWS,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private void invocationsPerInstance(double value) {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        List<MetricDatum> points = new ArrayList<>();
        for (int back = 0; back <= 3; back++) {
            points.add(MetricDatum.builder()
                    .metricName("InvocationsPerInstance")
                    .dimensions(
                            Dimension.builder()
                                    .name("EndpointName")
                                    .value(endpoint)
                                    .build(),
                            Dimension.builder()
                                    .name("VariantName")
                                    .value("main")
                                    .build())
                    .timestamp(minute.minus(back, ChronoUnit.MINUTES))
                    .value(value)
                    .build());
        }
        try (CloudWatchClient client = CloudWatchClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(AWS))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build()) {
            client.putMetricData(request -> request.namespace("AWS/SageMaker").metricData(points));
        }
    }

    private void register() {
        String id = "endpoint/" + endpoint + "/variant/main";
        try (ApplicationAutoScalingClient client = ApplicationAutoScalingClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(AWS))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build()) {
            client.registerScalableTarget(target -> target.serviceNamespace(ServiceNamespace.SAGEMAKER)
                    .resourceId(id)
                    .scalableDimension(ScalableDimension.SAGEMAKER_VARIANT_DESIRED_INSTANCE_COUNT)
                    .minCapacity(1)
                    .maxCapacity(4));
            client.putScalingPolicy(policy -> policy.policyName("keep-70")
                    .serviceNamespace(ServiceNamespace.SAGEMAKER)
                    .resourceId(id)
                    .scalableDimension(ScalableDimension.SAGEMAKER_VARIANT_DESIRED_INSTANCE_COUNT)
                    .policyType(PolicyType.TARGET_TRACKING_SCALING)
                    .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(70.0)
                            .predefinedMetricSpecification(metric -> metric.predefinedMetricType(
                                    MetricType.SAGE_MAKER_VARIANT_INVOCATIONS_PER_INSTANCE))));
        }
    }

    private int instances() {
        try (SageMakerClient client = sageMaker()) {
            return client.describeEndpoint(request -> request.endpointName(endpoint))
                    .productionVariants()
                    .get(0)
                    .desiredInstanceCount();
        }
    }

    private static SageMakerClient sageMaker() {
        return SageMakerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(AWS))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }
}
