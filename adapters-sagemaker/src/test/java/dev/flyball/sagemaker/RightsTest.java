package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies in deploy/sagemaker allow what is called, and nothing else. */
class RightsTest {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId GREEN = target("variant/search/green");
    private static final TargetId LLAMA = target("inference-component/llama");
    private static final TargetId OTHER = target("inference-component/other");
    private static final String VARIANT = "sagemaker:variant:DesiredInstanceCount";

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void thePolicyAllowsWhatIsCalled() throws IOException {
        prepare();

        everythingButLargerServers();

        assertThat(new TreeSet<>(aws.calls())).isEqualTo(allowed("policy.json"));
    }

    @Test
    void thePolicyOfLargerServersAllowsWhatIsCalledBesides() throws IOException {
        prepare();
        everythingButLargerServers();
        aws.pass(Duration.ofMinutes(6));
        aws.calls();

        for (String type : List.of("ml.g5.2xlarge", "ml.g5.4xlarge", "ml.g5.8xlarge")) {
            apply(BLUE, new Change(3, 3, Optional.of(type)));
            aws.pass(Duration.ofMinutes(6));
        }

        TreeSet<String> besides = new TreeSet<>(aws.calls());
        besides.removeAll(allowed("policy.json"));
        besides.add("sagemaker:AddTags");
        assertThat(besides)
                .as("tags that are sent along need a right of their own")
                .isEqualTo(allowed("policy-larger-servers.json"));
    }

    @Test
    void thePolicyOfTheImportAllowsWhatItCallsBesides() throws IOException {
        prepare();
        everythingButLargerServers();
        aws.scaling.policy(
                "endpoint/search/variant/green", VARIANT, "steps", "StepScaling", "{\"StepAdjustments\": []}");
        aws.scaling.calledBy("busy");
        aws.calls();

        new RegisteredTargets(Duration.ofSeconds(20), aws::now).read();

        TreeSet<String> besides = new TreeSet<>(aws.calls());
        besides.removeAll(allowed("policy.json"));
        assertThat(besides).isEqualTo(allowed("policy-import.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sagemaker:ListEndpoints",
                "sagemaker:DescribeEndpointConfig",
                "application-autoscaling:DescribeScalableTargets"
            })
    void withoutARightThatMakesItBetterTargetsAreScaledAllTheSame(String action) {
        prepare();
        aws.deny(action, "*");
        aws.targets().observe(List.of(BLUE, GREEN), aws.now());

        assertThat(aws.targets().observe(List.of(BLUE, GREEN), aws.now()).values())
                .allSatisfy(fleet -> assertThat(fleet).isInstanceOf(Result.Ok.class));
    }

    @Test
    void checkTellsARightThatIsMissingToSeeOtherAutoscalers() {
        prepare();
        aws.deny("application-autoscaling:DescribeScalableTargets", "*");

        assertThat(aws.targets().obstacles(BLUE)).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
            assertThat(fault.message())
                    .endsWith("{\"Effect\":\"Allow\",\"Action\":\"application-autoscaling:DescribeScalableTargets\","
                            + "\"Resource\":\"*\"}");
        });
    }

    @Test
    void cpuWithoutTheRightToSeeTheInstanceTypeNamesTheRight() {
        prepare();
        aws.deny("sagemaker:DescribeEndpointConfig", "*");
        Fleet fleet = ((Result.Ok<Fleet>)
                        aws.targets().observe(List.of(BLUE), aws.now()).get(BLUE))
                .value();
        Query cpu = new Query(BLUE, "cpu");

        assertThat(aws.signals()
                        .read(List.of(cpu), Map.of(BLUE, fleet), aws.now())
                        .get(cpu))
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.fault().message()).contains("sagemaker:DescribeEndpointConfig"));
    }

    @Test
    void checkTellsWhatKeepsServersFromBecomingLarger() {
        prepare();

        assertThat(aws.targets().obstaclesToSizes(BLUE)).isEmpty();
        assertThat(aws.targets().obstaclesToSizes(LLAMA))
                .extracting(Fault::kind)
                .containsExactly(Fault.Kind.UNSUPPORTED);
        aws.deny("sagemaker:DescribeEndpointConfig", "*");
        assertThat(aws.targets().obstaclesToSizes(GREEN))
                .extracting(Fault::kind)
                .containsExactly(Fault.Kind.FORBIDDEN);
    }

    private void prepare() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.endpoint("search", "ml.g5.xlarge", "green=2");
        aws.sageMaker.component("llama", 2);
        aws.sageMaker.component("other", 2);
        aws.scaling.register("endpoint/search/variant/green", VARIANT, 1, 4);
    }

    private void everythingButLargerServers() {
        List<TargetId> all = List.of(BLUE, GREEN, LLAMA, OTHER);
        aws.targets().observe(all, aws.now());
        aws.targets().observe(all, aws.now());
        aws.signals().read(List.of(new Query(BLUE, "requests")), Map.of(), aws.now());
        aws.targets().obstacles(BLUE);
        apply(BLUE, new Change(2, 3));
        apply(LLAMA, new Change(2, 3));
    }

    private void apply(TargetId target, Change change) {
        aws.targets().apply(target, change, new Version("any"));
    }

    private static TreeSet<String> allowed(String file) throws IOException {
        JsonNode policy = new ObjectMapper()
                .readTree(Path.of("..", "deploy", "sagemaker", file).toFile());
        TreeSet<String> actions = new TreeSet<>();
        for (JsonNode statement : policy.get("Statement")) {
            JsonNode action = statement.get("Action");
            if (action.isTextual()) {
                actions.add(action.asText());
            } else {
                action.forEach(one -> actions.add(one.asText()));
            }
        }
        return actions;
    }
}
