package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;

/** The adapter as the agent makes it, against an emulator of AWS that IT_AWS_ENDPOINT names. */
class SageMakerIT {

    private static final Optional<String> ENDPOINT = Optional.ofNullable(System.getenv("IT_AWS_ENDPOINT"));
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NAME = "chat-" + UUID.randomUUID().toString().substring(0, 8);
    private static final TargetId BLUE = target("variant/" + NAME + "/blue");
    private static final TargetId GREEN = target("variant/" + NAME + "/green");

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    private final Adapter adapter = new SageMakerAdapter(LIMIT, InstantSource.system(), THREADS);
    private final Targets targets = adapter.targets().orElseThrow();

    @BeforeAll
    static void makeAnEndpointWithTwoVariants() {
        if (ENDPOINT.isEmpty()) {
            return;
        }
        SageMakerClient sageMaker = new DefaultChainClients(LIMIT).sageMaker();
        sageMaker.createModel(model -> model.modelName(NAME)
                .executionRoleArn("arn:aws:iam::123456789012:role/model")
                .primaryContainer(container -> container.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/chat:1")));
        sageMaker.createEndpointConfig(config ->
                config.endpointConfigName(NAME).productionVariants(production("blue", 2), production("green", 3)));
        sageMaker.createEndpoint(endpoint -> endpoint.endpointName(NAME).endpointConfigName(NAME));
    }

    @BeforeEach
    void needAnEmulator() {
        Assumptions.assumeTrue(
                ENDPOINT.isPresent(),
                "IT_AWS_ENDPOINT is not set: name an AWS emulator, for example http://127.0.0.1:5000 of moto_server");
    }

    @AfterAll
    static void stopThreads() {
        THREADS.shutdownNow();
    }

    @Test
    void seesBothVariants() {
        Map<TargetId, Result<Fleet>> fleets = targets.observe(List.of(BLUE, GREEN), Instant.now());

        assertThat(fleet(fleets.get(GREEN)).wanted()).isEqualTo(3);
        assertThat(fleet(fleets.get(GREEN)).ready()).isEqualTo(3);
        assertThat(fleet(fleets.get(GREEN)).transition()).isEmpty();
        assertThat(fleets.get(BLUE)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void resizesOneVariantAndLeavesTheOther() {
        Fleet before = fleet(targets.observe(List.of(BLUE), Instant.now()).get(BLUE));

        Outcome outcome = targets.apply(BLUE, new Change(before.wanted(), before.wanted() + 4), before.version());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Applied.class, applied -> assertThat(applied.servers())
                .isEqualTo(before.wanted() + 4));
        Map<TargetId, Result<Fleet>> after = targets.observe(List.of(BLUE, GREEN), Instant.now());
        assertThat(fleet(after.get(BLUE)).wanted()).isEqualTo(before.wanted() + 4);
        assertThat(fleet(after.get(GREEN)).wanted()).isEqualTo(3);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        TargetId noEndpoint = target("variant/" + NAME + "-x/blue");
        TargetId noVariant = target("variant/" + NAME + "/red");

        Map<TargetId, Result<Fleet>> fleets = targets.observe(List.of(noEndpoint, noVariant, GREEN), Instant.now());

        assertThat(fault(fleets.get(noEndpoint)).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fault(fleets.get(noEndpoint)).message()).contains("endpoint " + NAME + "-x");
        assertThat(fault(fleets.get(noVariant)).message()).endsWith("it has blue, green");
        assertThat(fleets.get(GREEN)).isInstanceOf(Result.Ok.class);
        assertThat(targets.apply(
                        noEndpoint, new Change(1, 2), fleet(fleets.get(GREEN)).version()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    }

    @Test
    void readsTheNewestWholeMinute() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Instant at = now.plusSeconds(30);
        put("blue", now.minusSeconds(150), 7);
        put("blue", now.minusSeconds(100), 30);
        put("blue", now.minusSeconds(70), 12);
        put("blue", now.plusSeconds(5), 1000);
        Query blue = new Query(BLUE, "invocations-per-instance");
        Query green = new Query(GREEN, "invocations-per-instance");

        Map<Query, Result<Reading>> readings = adapter.signals().orElseThrow().read(List.of(blue, green), Map.of(), at);

        assertThat(readings.get(blue))
                .isEqualTo(Result.ok(new Reading.Average(42, now.minusSeconds(60), Duration.ofMinutes(1))));
        assertThat(readings.get(green)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().kind())
                .isEqualTo(Fault.Kind.MISSING));
    }

    @Test
    void nothingStandsInTheWay() {
        assertThat(targets.obstacles(GREEN)).isEmpty();
        assertThat(targets.obstacles(target("variant/" + NAME + "/red")))
                .extracting(Fault::kind)
                .containsExactly(Fault.Kind.NOT_FOUND);
    }

    private static ProductionVariant production(String name, int instances) {
        return ProductionVariant.builder()
                .variantName(name)
                .modelName(NAME)
                .initialInstanceCount(instances)
                .instanceType(ProductionVariantInstanceType.ML_G4_DN_XLARGE)
                .initialVariantWeight(1f)
                .build();
    }

    private static void put(String variant, Instant time, double value) {
        MetricDatum datum = MetricDatum.builder()
                .metricName("InvocationsPerInstance")
                .timestamp(time)
                .value(value)
                .dimensions(dimension("EndpointName", NAME), dimension("VariantName", variant))
                .build();
        new DefaultChainClients(LIMIT).cloudWatch().putMetricData(put -> put.namespace("AWS/SageMaker")
                .metricData(datum));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static Fleet fleet(Result<Fleet> result) {
        return ((Result.Ok<Fleet>) result).value();
    }

    private static Fault fault(Result<Fleet> result) {
        return ((Result.Failed<Fleet>) result).fault();
    }
}
