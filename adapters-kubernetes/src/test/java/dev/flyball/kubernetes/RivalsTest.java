package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.scale;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.kubernetes.api.ResourceList;
import dev.flyball.kubernetes.api.ScalingRule;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RivalsTest {

    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final TargetId RANK = TargetId.parse("kubernetes:deployment/shop/rank");
    private static final TargetId MODEL = TargetId.parse("kubernetes:example.com/v1/models/shop/chat");

    private final FakeApi api = new FakeApi();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Targets targets = new KubernetesTargets(api, Duration.ofSeconds(2), () -> now);

    @BeforeEach
    void twoDeployments() {
        api.having("autoscaling", "v1", "v2");
        api.with("deployments/shop/chat", scale(1, 1, "41"));
        api.with("deployments/shop/rank", scale(1, 1, "41"));
    }

    @Test
    void aHorizontalPodAutoscalerHoldsItsOwnTargetUntilItIsGone() {
        hpas(rule("both", "apps/v1", "Deployment", "chat"));
        assertThat(hold(CHAT))
                .contains(new WriteHold(
                        WriteMode.CONFLICT,
                        "HorizontalPodAutoscaler shop/both scales deployment chat in namespace shop too"));
        assertThat(hold(RANK)).isEmpty();
        hpas();
        assertThat(hold(CHAT)).isEmpty();
    }

    @Test
    void aTargetOfTheSameNameButAnotherKindOrGroupIsAnother() {
        hpas(
                rule("a", "apps/v1", "StatefulSet", "chat"),
                rule("b", "example.com/v1", "Deployment", "chat"),
                rule("c", "v1", "Deployment", "chat"));
        assertThat(hold(CHAT)).isEmpty();
        hpas(rule("older", "apps/v1beta2", "Deployment", "chat"));
        assertThat(hold(CHAT)).isPresent();
    }

    @Test
    void aScaledObjectIsNamedRatherThanTheAutoscalerThatItMakes() {
        api.having("keda.sh", "v1alpha1");
        api.rules.put("scaledobjects/shop", Uni.createFrom().item(List.of(rule("queue", null, null, "chat"))));
        hpas(rule("keda-hpa-queue", "apps/v1", "Deployment", "chat"));
        assertThat(hold(CHAT)).get().extracting(WriteHold::why).asString().startsWith("ScaledObject shop/queue");
    }

    @Test
    void theKindOfACustomResourceIsAskedForOnce() {
        api.with("models/shop/chat", scale(1, 1, "41"));
        api.resources.put(
                "example.com/v1",
                Uni.createFrom().item(new ResourceList(List.of(new ResourceList.Resource("models", "Model")))));
        hpas(rule("model", "example.com/v1", "Model", "chat"));
        assertThat(hold(MODEL)).isPresent();
        assertThat(hold(MODEL)).isPresent();
        assertThat(api.requests)
                .filteredOn("get resources of example.com/v1"::equals)
                .hasSize(1);
    }

    @Test
    void eachNamespaceIsListedOnceARoundAndWhatTheServerHasIsAskedEveryFewMinutes() {
        targets.observe(List.of(CHAT, RANK), now);
        targets.observe(List.of(CHAT, RANK), now);
        assertThat(api.requests)
                .filteredOn("list horizontalpodautoscalers v2 shop"::equals)
                .hasSize(2);
        assertThat(api.requests).filteredOn("get group keda.sh"::equals).hasSize(1);
        assertThat(api.requests).noneMatch(request -> request.startsWith("list scaledobjects"));

        now = now.plus(Duration.ofMinutes(6));
        api.having("keda.sh", "v1alpha1");
        targets.observe(List.of(CHAT), now);
        assertThat(api.requests).contains("list scaledobjects v1alpha1 shop");
    }

    @Test
    void theOldestVersionWillDo() {
        api.having("autoscaling", "v1");
        hold(CHAT);
        assertThat(api.requests).contains("list horizontalpodautoscalers v1 shop");
    }

    @Test
    void whatWasSeenLastHoldsWhileTheListFailsOrIsSlow() {
        hpas(rule("both", "apps/v1", "Deployment", "chat"));
        hold(CHAT);
        api.rules.put("horizontalpodautoscalers/shop", FakeApi.refuse(500, "broken"));
        assertThat(hold(CHAT)).isPresent();
        api.rules.put("horizontalpodautoscalers/shop", FakeApi.silence());
        assertThat(hold(CHAT)).isPresent();
        assertThat(hold(RANK)).isEmpty();
    }

    @Test
    void aMissingRightHoldsNothingAndIsAnObstacleThatNamesTheRule() {
        api.rules.put("horizontalpodautoscalers/shop", FakeApi.refuse(403, "no"));
        assertThat(hold(CHAT)).isEmpty();
        api.deniedVerbs.add("list");
        assertThat(targets.obstacles(CHAT))
                .extracting(Fault::message)
                .anySatisfy(
                        message -> assertThat(message)
                                .contains(
                                        "may not list horizontalpodautoscalers in API group \"autoscaling\" in namespace shop")
                                .contains(
                                        "{apiGroups: [\"autoscaling\"], resources: [\"horizontalpodautoscalers\"], verbs: [\"list\"]}"));
        assertThat(targets.obstacles(CHAT))
                .extracting(Fault::message)
                .noneMatch(message -> message.contains("scaledobjects"));
    }

    @Test
    void aTargetThatIsGoneStaysAFaultWhoeverScalesIt() {
        hpas(rule("both", "apps/v1", "Deployment", "gone"));
        TargetId gone = TargetId.parse("kubernetes:deployment/shop/gone");
        assertThat(fault(targets.observe(List.of(gone), now).get(gone)).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    private void hpas(ScalingRule... rules) {
        api.rules.put("horizontalpodautoscalers/shop", Uni.createFrom().item(List.of(rules)));
    }

    private static ScalingRule rule(String name, String apiVersion, String kind, String target) {
        return new ScalingRule(
                new ScalingRule.Metadata(name),
                new ScalingRule.Spec(new ScalingRule.TargetRef(apiVersion, kind, target)));
    }

    private Optional<WriteHold> hold(TargetId target) {
        return value(targets.observe(List.of(target), now).get(target)).hold();
    }
}
