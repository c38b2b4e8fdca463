package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Platform;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

    private final Platform platform = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system())
            .platforms()
            .get(0);

    @Test
    void readsKindNamespaceAndName() {
        assertThat(Workload.of(TargetId.parse("kubernetes:statefulset/shop/chat-7b.v2")))
                .contains(new Workload(Kind.STATEFUL_SET, "shop", "chat-7b.v2"));
    }

    @Test
    void readsACustomResourceByItsGroupVersionAndPlural() {
        assertThat(Workload.of(TargetId.parse("kubernetes:serving.example.com/v1beta1/models/shop/chat")))
                .contains(new Workload(Kind.custom("serving.example.com", "v1beta1", "models"), "shop", "chat"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:replicationcontroller/shop/chat",
                "kubernetes:serving.example.com/v1beta1/models/shop/chat"
            })
    void hasTheNameThatItWasReadFrom(String text) {
        TargetId id = TargetId.parse(text);
        assertThat(Workload.of(id).orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void declaresAFormForEachKindAndLeavesSetPointAndBoundsToTheUser() {
        assertThat(platform.forms())
                .extracting(Platform.Form::example)
                .containsExactly(
                        "kubernetes:deployment/NAMESPACE/NAME",
                        "kubernetes:statefulset/NAMESPACE/NAME",
                        "kubernetes:replicaset/NAMESPACE/NAME",
                        "kubernetes:replicationcontroller/NAMESPACE/NAME",
                        "kubernetes:GROUP/VERSION/PLURAL/NAMESPACE/NAME",
                        "kubernetes:self",
                        "kubernetes:deployments/NAMESPACE?LABEL=VALUE",
                        "kubernetes:GROUP/VERSION/PLURAL/NAMESPACE?LABEL=VALUE");
        assertThat(platform.signals()).containsOnlyKeys("cpu", "memory", "custom", "external");
        assertThat(platform.signals().get("cpu").defaultSetPoint()).isEmpty();
        assertThat(platform.defaultBounds()).isEmpty();
        assertThat(platform.interval()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:deployment/shop/chat",
                "kubernetes:replicaset/0/9",
                "kubernetes:example.com/v1/models/shop/chat",
                "kubernetes:deployment/a-b/a.b-c.d",
                "kubernetes:deployment/n23456789012345678901234567890123456789012345678901234567890123/chat"
            })
    void knowsNamesThatKubernetesAllows(String text) {
        assertThat(platform.knows(TargetId.parse(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:deployment/chat",
                "kubernetes:pod/shop/chat",
                "kubernetes:deployment/shop/Chat",
                "kubernetes:deployment/-shop/chat",
                "kubernetes:deployment/shop/chat-",
                "kubernetes:deployment/shop/chat..v2",
                "kubernetes:deployment/shop/chat.-v2",
                "kubernetes:deployment/sh.op/chat",
                "kubernetes:deployment/shop/chat/scale",
                "kubernetes:deployment/shop/",
                "kubernetes:apps/v1/deployments/shop/chat",
                "kubernetes:example.com/models/shop/chat",
                "kubernetes:example.com/1/models/shop/chat",
                "kubernetes:Example.com/v1/models/shop/chat",
                "kubernetes:example.com/v1/models/shop/chat/scale",
                "kubernetes:deployment/n234567890123456789012345678901234567890123456789012345678901234/chat",
                "sagemaker:deployment/shop/chat"
            })
    void doesNotKnowOthers(String text) {
        assertThat(platform.knows(TargetId.parse(text))).isFalse();
        assertThat(Workload.of(TargetId.parse(text))).isEmpty();
    }

    @Test
    void aNameMayHave253Characters() {
        assertThat(Workload.of(new TargetId("kubernetes", "deployment/shop/" + "a".repeat(253))))
                .isPresent();
        assertThat(Workload.of(new TargetId("kubernetes", "deployment/shop/" + "a".repeat(254))))
                .isEmpty();
    }
}
