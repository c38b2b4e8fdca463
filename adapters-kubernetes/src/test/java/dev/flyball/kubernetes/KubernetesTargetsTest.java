package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.readyPod;
import static dev.flyball.kubernetes.Samples.scale;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.api.ResourceList;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesTargetsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final TargetId MODEL = TargetId.parse("kubernetes:example.com/v1/models/shop/chat");
    private static final TargetId GONE = TargetId.parse("kubernetes:statefulset/shop/gone");

    private final FakeApi api = new FakeApi();
    private final Targets targets = new KubernetesTargets(api, Duration.ofSeconds(2), () -> NOW);

    @Test
    void observesWantedCountVersionAndPods() {
        api.with("deployments/shop/chat", scale(3, 2, "41"), readyPod("chat-1"), readyPod("chat-2"));
        Fleet fleet = value(targets.observe(List.of(CHAT), NOW).get(CHAT));
        assertThat(fleet.wanted()).isEqualTo(3);
        assertThat(fleet.size()).isEqualTo(2);
        assertThat(fleet.version()).isEqualTo(new Version("41"));
        assertThat(fleet.transition()).isEmpty();
        assertThat(fleet.servers()).extracting(Server::id).containsExactly("chat-1", "chat-2");
        assertThat(api.requests).contains("get deployments/shop/chat", "list pods shop app=chat");
    }

    @Test
    void asksNothingForNoTargets() {
        assertThat(targets.observe(List.of(), NOW)).isEmpty();
    }

    @Test
    void aTargetThatIsMissingSlowOrForeignIsAFaultOfItsOwn() {
        TargetId slow = TargetId.parse("kubernetes:deployment/slow/chat");
        TargetId foreign = TargetId.parse("kubernetes:pod/shop/chat");
        api.with("deployments/shop/chat", scale(1, 1, "41"), readyPod("chat-1"));
        api.scales.put("deployments/slow/chat", FakeApi.silence());

        Map<TargetId, Result<Fleet>> fleets = targets.observe(List.of(CHAT, GONE, slow, foreign), NOW);

        assertThat(value(fleets.get(CHAT)).wanted()).isEqualTo(1);
        assertThat(fault(fleets.get(GONE)))
                .isEqualTo(
                        new Fault(
                                Fault.Kind.NOT_FOUND,
                                "statefulset gone in namespace shop does not exist on https://api.example:6443: gone not found"));
        assertThat(fault(fleets.get(slow)))
                .isEqualTo(
                        new Fault(
                                Fault.Kind.TIMED_OUT,
                                "no answer from https://api.example:6443 within 2000 ms to observe deployment chat in namespace slow"));
        assertThat(fault(fleets.get(foreign)).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @Test
    void theTimeLimitHoldsForAllRequestsOfATargetTogether() {
        api.with("deployments/shop/chat", scale(1, 1, "41"));
        api.pods.put("app=chat", FakeApi.silence());
        assertThat(fault(targets.observe(List.of(CHAT), NOW).get(CHAT)).kind()).isEqualTo(Fault.Kind.TIMED_OUT);
    }

    @Test
    void aForbiddenRequestNamesTheRuleThatIsMissing() {
        api.with("deployments/shop/chat", scale(1, 1, "41"));
        api.pods.put("app=chat", FakeApi.refuse(403, "pods is forbidden: User \"bob\" cannot list resource \"pods\""));
        assertThat(fault(targets.observe(List.of(CHAT), NOW).get(CHAT)))
                .isEqualTo(new Fault(
                        Fault.Kind.FORBIDDEN,
                        "may not list pods in API group \"\" in namespace shop: pods is forbidden: User \"bob\" cannot"
                                + " list resource \"pods\"; the RBAC rule {apiGroups: [\"\"], resources: [\"pods\"],"
                                + " verbs: [\"list\"]} in a Role of namespace shop grants it"));
    }

    @Test
    void aScaleWithoutSelectorIsInvalidRatherThanAllPodsOfTheNamespace() {
        api.scales.put(
                "deployments/shop/chat",
                Uni.createFrom().item(new Scale(new Scale.Metadata("1"), new Scale.Spec(1), new Scale.Status(1, ""))));
        Fault fault = fault(targets.observe(List.of(CHAT), NOW).get(CHAT));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault.message()).contains("deployment chat in namespace shop", "selector");
        assertThat(api.requests).noneMatch(request -> request.startsWith("list pods"));
    }

    @Test
    void aCustomResourceIsScaledLikeAnyOther() {
        api.with("models/shop/chat", scale(3, 2, "41"), readyPod("chat-1"));
        assertThat(value(targets.observe(List.of(MODEL), NOW).get(MODEL)).wanted())
                .isEqualTo(3);
        assertThat(api.requests).contains("get models/shop/chat", "list pods shop app=chat");
    }

    @Test
    void aCustomResourceWithoutScaleSubresourceIsUnsupported() {
        api.resources.put("example.com/v1", Uni.createFrom().item(resources("models", "models/status")));
        Fault fault = fault(targets.observe(List.of(MODEL), NOW).get(MODEL));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(fault.message())
                .isEqualTo("models.example.com chat in namespace shop cannot be scaled: its CustomResourceDefinition"
                        + " models.example.com declares no scale subresource (subresources.scale) in version v1");
        assertThat(targets.obstacles(MODEL)).extracting(Fault::kind).containsExactly(Fault.Kind.UNSUPPORTED);
    }

    @Test
    void anUnknownResourceAndAMissingObjectAreToldApart() {
        assertThat(fault(targets.observe(List.of(MODEL), NOW).get(MODEL)).message())
                .startsWith("https://api.example:6443 has no resource models in API group example.com, version v1");
        api.resources.put("example.com/v1", Uni.createFrom().item(resources("models", "models/scale")));
        assertThat(fault(targets.observe(List.of(MODEL), NOW).get(MODEL)).message())
                .startsWith("models.example.com chat in namespace shop does not exist");
        api.resources.put("example.com/v1", FakeApi.refuse(500, "broken"));
        assertThat(fault(targets.observe(List.of(MODEL), NOW).get(MODEL)).message())
                .startsWith("models.example.com chat in namespace shop does not exist");
    }

    private static ResourceList resources(String... names) {
        return new ResourceList(Arrays.stream(names)
                .map(name -> new ResourceList.Resource(name, "Model"))
                .toList());
    }

    @Test
    void aChangeIsWrittenAgainstTheVersionSeenAndAppliedAsTheServerAnswers() {
        api.patched = Uni.createFrom().item(scale(5, 3, "42"));
        assertThat(targets.apply(CHAT, new Change(3, 6), new Version("41"))).isEqualTo(new Outcome.Applied(NOW, 5));
        assertThat(api.requests).containsExactly("patch deployments/shop/chat 6 at 41");
    }

    @Test
    void ofTheAnswerToAChangeOnlyTheNumberOfReplicasMatters() {
        api.patched = Uni.createFrom().item(new Scale(null, new Scale.Spec(0), null));
        assertThat(targets.apply(CHAT, new Change(1, 0), new Version("41"))).isEqualTo(new Outcome.Applied(NOW, 0));
        api.patched = Uni.createFrom().item(new Scale(null, null, null));
        assertThat(refusal(targets.apply(CHAT, new Change(1, 0), new Version("41")))
                        .kind())
                .isEqualTo(Fault.Kind.INVALID);
    }

    @Test
    void aConflictIsDeferred() {
        api.patched = FakeApi.refuse(409, "the object has been modified");
        assertThat(targets.apply(CHAT, new Change(3, 6), new Version("41")))
                .isEqualTo(new Outcome.Deferred(
                        "deployment chat in namespace shop changed since it was seen at version 41; the next round"
                                + " decides anew"));
    }

    @Test
    void aForbiddenChangeIsRefusedWithTheRuleThatIsMissing() {
        api.patched = FakeApi.refuse(403, "no");
        Fault fault = refusal(targets.apply(CHAT, new Change(3, 6), new Version("41")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
        assertThat(fault.message())
                .contains("may not patch deployments/scale in API group \"apps\" in namespace shop")
                .contains("{apiGroups: [\"apps\"], resources: [\"deployments/scale\"], verbs: [\"get\", \"patch\"]}");
    }

    @Test
    void aChangeThatAnAdmissionWebhookDeniesIsRefusedWithoutAdviceOnRights() {
        api.patched = FakeApi.refuse(403, "admission webhook \"budget\" denied the request: too many");
        Fault fault = refusal(targets.apply(CHAT, new Change(3, 6), new Version("41")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.message()).doesNotContain("RBAC");
    }

    @Test
    void aChangeOfAMissingTargetOrWithoutAnswerIsRefused() {
        assertThat(refusal(targets.apply(GONE, new Change(3, 6), new Version("41")))
                        .kind())
                .isEqualTo(Fault.Kind.NOT_FOUND);
        api.patched = FakeApi.silence();
        assertThat(refusal(targets.apply(CHAT, new Change(3, 6), new Version("41")))
                        .kind())
                .isEqualTo(Fault.Kind.TIMED_OUT);
    }

    @Test
    void thereIsNoObstacleIfTheTargetExistsAndEachRightIsGranted() {
        api.with("deployments/shop/chat", scale(1, 1, "41"));
        assertThat(targets.obstacles(CHAT)).isEmpty();
    }

    @Test
    void obstaclesAreAMissingTargetAndEachMissingRight() {
        api.deniedVerbs.add("list");
        List<Fault> faults = targets.obstacles(CHAT);
        assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.NOT_FOUND, Fault.Kind.FORBIDDEN);
        assertThat(faults.get(1).message()).contains("list pods in API group \"\"", "user flyball");
    }

    @Test
    void withoutConnectionThatIsTheOnlyObstacle() {
        api.version = FakeApi.refuse(503, "starting");
        assertThat(targets.obstacles(CHAT)).extracting(Fault::kind).containsExactly(Fault.Kind.UNREACHABLE);
        assertThat(api.requests).isEmpty();
    }

    private static Fault refusal(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.fault();
        }
        throw new AssertionError("expected a refusal, got " + outcome);
    }
}
