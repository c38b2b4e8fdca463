package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A variant on another instance type. */
class ResizesTest {

    private static final TargetId BLUE = target("variant/chat/blue");

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void theNewConfigurationDiffersInTheTypeAlone() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3", "green=2");
        aws.sageMaker.config("chat-1").put("KmsKeyId", "key").put("ExecutionRoleArn", "role");

        assertThat(resize("ml.g5.2xlarge")).isEqualTo(new Outcome.Applied(aws.now(), 3));

        String made = aws.sageMaker.configs().get(1);
        JsonNode config = aws.sageMaker.config(made);
        assertThat(made).matches("flyball-chat-[0-9a-f]{8}-20260301120030").hasSizeLessThanOrEqualTo(63);
        assertThat(config.at("/ProductionVariants/0/InstanceType").asText()).isEqualTo("ml.g5.2xlarge");
        assertThat(config.at("/ProductionVariants/1/InstanceType").asText()).isEqualTo("ml.g5.xlarge");
        assertThat(config.at("/ProductionVariants/0/ModelName").asText()).isEqualTo("m");
        assertThat(config.get("KmsKeyId").asText()).isEqualTo("key");
        assertThat(config.get("ExecutionRoleArn").asText()).isEqualTo("role");
        assertThat(config.at("/Tags/0/Value").asText()).isEqualTo("chat");
    }

    @Test
    void aChangeOfBothIsOneAfterTheOther() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");

        assertThat(apply(new Change(3, 5, Optional.of("ml.g5.2xlarge")))).isEqualTo(new Outcome.Applied(aws.now(), 3));
        aws.pass(Duration.ofMinutes(6));

        assertThat(fleet().size()).isEqualTo(3);
        assertThat(fleet().hold()).isEmpty();
        assertThat(apply(new Change(3, 5))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void nothingIsMadeWhileTheEndpointIsUpdating() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        apply(new Change(3, 4));

        assertThat(resize("ml.g5.2xlarge")).isInstanceOf(Outcome.Deferred.class);
        assertThat(aws.sageMaker.configs()).containsExactly("chat-1");
    }

    @Test
    void theOneBeforeIsKeptAndOlderOnesOfOursGo() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        aws.sageMaker.addConfig("flyball-of-somebody-else");
        String prefix = OwnConfigs.name("chat", aws.now()).replaceAll("[0-9]{14}$", "");
        aws.sageMaker.addConfig(prefix + "by-hand");
        aws.sageMaker.addConfig(prefix + "for-another", OwnConfigs.TAG, "search");

        for (String type : List.of("ml.g5.2xlarge", "ml.g5.4xlarge", "ml.g5.8xlarge")) {
            assertThat(resize(type)).isInstanceOf(Outcome.Applied.class);
            aws.pass(Duration.ofMinutes(6));
            assertThat(types()).containsOnly(type);
        }

        assertThat(aws.sageMaker.configs())
                .containsExactly(
                        "chat-1",
                        "flyball-of-somebody-else",
                        prefix + "by-hand",
                        prefix + "for-another",
                        prefix + "20260301120630",
                        prefix + "20260301121230");
    }

    @Test
    void aTypeThatCannotBeHadIsToldAndLeavesTheOldOne() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(3))
                .failing("Insufficient capacity for ml.p5.48xlarge", Duration.ofMinutes(1));

        resize("ml.p5.48xlarge");
        aws.pass(Duration.ofMinutes(6));

        assertThat(fleet().size()).isEqualTo(3);
        assertThat(types()).containsOnly("ml.g5.xlarge");
        assertThat(fleet().hold().orElseThrow().why())
                .contains("the update to 3 of ml.p5.48xlarge", "Insufficient capacity");
    }

    @Test
    void aMissingRightIsNamed() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        aws.deny(
                "sagemaker:CreateEndpointConfig",
                "arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/flyball-chat");

        assertThat(resize("ml.g5.2xlarge")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.FORBIDDEN);
            assertThat(refused.fault().message())
                    .contains("sagemaker:CreateEndpointConfig", "endpoint-config/flyball-chat");
        });
    }

    @Test
    void whatCannotBeCleanedUpKeepsNobodyFromScaling() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        aws.deny("sagemaker:ListEndpointConfigs", "*");

        assertThat(resize("ml.g5.2xlarge")).isInstanceOf(Outcome.Applied.class);
    }

    private List<String> types() {
        return fleet().servers().stream()
                .map(Server::serverSize)
                .flatMap(Optional::stream)
                .toList();
    }

    private Outcome resize(String type) {
        return apply(new Change(3, 3, Optional.of(type)));
    }

    private Outcome apply(Change change) {
        return aws.targets().apply(BLUE, change, new Version("any"));
    }

    private Fleet fleet() {
        return ((Result.Ok<Fleet>)
                        aws.targets().observe(List.of(BLUE), aws.now()).get(BLUE))
                .value();
    }
}
