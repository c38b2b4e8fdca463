package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.StubResize.Node;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In-place resize, against a stub that was written from the API's documentation. */
@QuarkusTest
class ResizeTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private StubResize stub;
    private Targets targets;

    @BeforeEach
    void start() throws IOException {
        stub = new StubResize(now::get).pod("chat-1", "500m", "1Gi", "1", null).pod("chat-2", "500m", "1Gi", "1", null);
        targets = new KubernetesAdapter(Duration.ofSeconds(5), now::get, () -> Config.fromKubeconfig(stub.kubeconfig()))
                .targets()
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void podsAreResizedOneAfterAnother() {
        assertThat(sizes()).containsExactly("500m/1Gi", "500m/1Gi");
        assertThat(resize("1/2Gi")).isEqualTo(new Outcome.Applied(START, 2));
        assertThat(sizes()).containsExactly("1/2Gi", "500m/1Gi");
        assertThat(resize("1/2Gi")).isEqualTo(new Outcome.Applied(START, 2));
        assertThat(sizes()).containsExactly("1/2Gi", "1/2Gi");
        assertThat(resize("1/2Gi")).isEqualTo(new Outcome.Applied(START, 2));
        assertThat(stub.patches()).hasSize(2);
    }

    @Test
    void thePatchNamesTheVersionTheContainerAndLimitsInProportion() {
        resize("250m/1536Mi");
        assertThat(stub.patches())
                .containsExactly(
                        "PATCH chat-1 application/strategic-merge-patch+json {\"metadata\":{\"resourceVersion\":"
                                + "\"1\"},\"spec\":{\"containers\":[{\"name\":\"server\",\"resources\":{\"requests\":"
                                + "{\"cpu\":\"250m\",\"memory\":\"1536Mi\"},\"limits\":{\"cpu\":\"500m\"}}}]}}");
    }

    @Test
    void whileANodeIsAtItTheNextPodWaitsAndTheServerCountsAsWhatItReallyIs() {
        stub.node(Node.IN_PROGRESS);
        resize("1/2Gi");
        assertThat(sizes()).containsExactly("500m/1Gi", "500m/1Gi");
        assertThat(resize("1/2Gi"))
                .isEqualTo(new Outcome.Deferred("pod chat-1 is being resized to 1/2Gi: waiting for the runtime"));
        assertThat(stub.patches()).hasSize(1);
        stub.finish("chat-1");
        assertThat(resize("1/2Gi")).isInstanceOf(Outcome.Applied.class);
        assertThat(stub.patches()).hasSize(2);
    }

    @Test
    void aNodeWithoutRoomForNowIsDeferredInItsOwnWordsAndHoldsUpTheOthersForFiveMinutes() {
        stub.node(Node.DEFERRED);
        resize("1/2Gi");
        String words =
                "pod chat-1 cannot have size 1/2Gi now, its node tries again: Node didn't have enough resource: cpu";
        assertThat(resize("1/2Gi")).isEqualTo(new Outcome.Deferred(words));
        assertThat(stub.patches()).hasSize(1);
        now.updateAndGet(time -> time.plusSeconds(301));
        stub.node(Node.AGREES);
        assertThat(resize("1/2Gi")).isInstanceOf(Outcome.Applied.class);
        assertThat(sizes()).containsExactly("500m/1Gi", "1/2Gi");
        assertThat(resize("1/2Gi")).isEqualTo(new Outcome.Deferred(words));
    }

    @Test
    void whatNoNodeCanGiveIsRefusedAndAsMuchOrMoreIsNotAskedForAgain() {
        stub.node(Node.INFEASIBLE);
        resize("64/2Gi");
        Fault fault = refusal(resize("64/2Gi"));
        assertThat(fault)
                .isEqualTo(new Fault(
                        Kind.REFUSED,
                        "size 64/2Gi is infeasible: pod chat-1 of deployment chat in namespace shop can never have it:"
                                + " Node didn't have enough capacity: cpu"));
        stub.node(Node.AGREES);
        assertThat(refusal(resize("65/2Gi")).message())
                .startsWith("size 65/2Gi is infeasible: it is at least as large as 64/2Gi, and pod chat-1");
        assertThat(stub.patches()).hasSize(1);
        assertThat(resize("1/4Gi")).isInstanceOf(Outcome.Applied.class);
        assertThat(sizes()).containsExactly("1/4Gi", "500m/1Gi");
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        assertThat(resize("65/2Gi")).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aGuaranteedPodStaysGuaranteed() {
        stub.clear().pod("chat-1", "500m", "1Gi", "500m", "1Gi");
        assertThat(resize("1/2Gi")).isInstanceOf(Outcome.Applied.class);
        assertThat(stub.patches().get(0)).contains("\"limits\":{\"cpu\":\"1\",\"memory\":\"2Gi\"}");
    }

    @Test
    void aChangeOfTheQosClassIsRefusedBeforeItIsAskedFor() {
        stub.clear().pod("chat-1", "100m", "1Gi", "101m", "1Gi");
        Fault fault = refusal(resize("10m/1Gi"));
        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        assertThat(fault.message())
                .startsWith("size 10m/1Gi would change the QoS class of pod chat-1 from Burstable to Guaranteed");
        assertThat(stub.patches()).isEmpty();
    }

    @Test
    void aPodWithoutRequestsHasNoSizeAndGetsNone() {
        stub.clear().pod("chat-1", "500m", null, null, null);
        assertThat(sizes()).containsExactly("none");
        assertThat(refusal(resize("1/2Gi")).message())
                .startsWith("pod chat-1 has no size, since container server does not request both cpu and memory");
    }

    @Test
    void aPodThatIsNotRunningYetIsResizedWhenItDoes() {
        stub.clear().pod("chat-1", "500m", "1Gi", null, null).phase("chat-1", "Pending");
        assertThat(resize("1/2Gi")).isInstanceOf(Outcome.Applied.class);
        assertThat(stub.patches()).isEmpty();
        stub.phase("chat-1", "Running");
        resize("1/2Gi");
        assertThat(sizes()).containsExactly("1/2Gi");
    }

    @Test
    void theNumberChangesFirstAndTheSizesFollow() {
        assertThat(targets.apply(CHAT, new Change(2, 3, Optional.of("1/2Gi")), new Version("41")))
                .isEqualTo(new Outcome.Applied(START, 3));
        assertThat(stub.patches()).isEmpty();
    }

    @Test
    void aPodThatEndedOrChangedIsLeftToTheNextRound() {
        for (int status : new int[] {404, 409}) {
            stub.answerPatchesWith(status);
            assertThat(resize("1/2Gi"))
                    .isEqualTo(new Outcome.Deferred("pod chat-1 of deployment chat in namespace shop changed or ended"
                            + " since it was seen; the next round decides anew"));
        }
    }

    @Test
    void whatTheServerRefusesIsToldInItsWords() {
        stub.answerPatchesWith(422);
        Fault fault = refusal(resize("1/2Gi"));
        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        assertThat(fault.message()).contains("answered 422 to patch pods/resize", "its words");
        stub.answerPatchesWith(403);
        assertThat(refusal(resize("1/2Gi")).message())
                .contains("{apiGroups: [\"\"], resources: [\"pods/resize\"], verbs: [\"patch\"]}");
    }

    @Test
    void aWorkloadThatChangedSinceItWasSeenIsLeftToTheNextRound() {
        assertThat(targets.apply(CHAT, new Change(2, 2, Optional.of("1/2Gi")), new Version("40")))
                .isInstanceOfSatisfying(Outcome.Deferred.class, deferred -> assertThat(deferred.why())
                        .contains("changed since it was seen at version 40"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "0.5/1Gi", "1000m/1Gi", "1/1024Mi", "1", "0/1Gi", "-1/1Gi"})
    void aSizeThatIsNotWrittenAsTheApiDoesIsInvalid(String size) {
        assertThat(refusal(resize(size)))
                .isEqualTo(new Fault(
                        Kind.INVALID,
                        "size " + size + ": must be CPU/MEMORY as Kubernetes writes them, such as 500m/1Gi or"
                                + " 2/1536Mi"));
    }

    @Test
    void aClusterThatCannotResizePodsSaysSoAtStartAndWhenAsked() {
        assertThat(targets.obstaclesToSizes(CHAT)).isEmpty();
        assertThat(targets.obstaclesToSizes(KubernetesAdapter.SELF)).isEmpty();
        stub.withoutResize();
        Targets fresh = new KubernetesAdapter(
                        Duration.ofSeconds(5), now::get, () -> Config.fromKubeconfig(stub.kubeconfig()))
                .targets()
                .orElseThrow();
        Fault fault = refusal(fresh.apply(CHAT, new Change(2, 2, Optional.of("1/2Gi")), new Version("41")));
        assertThat(fault.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(fault.message()).contains("cannot resize pods in place", "FLYBALL_STRATEGY=horizontal");
        assertThat(fresh.obstaclesToSizes(CHAT)).containsExactly(fault);
        assertThat(stub.patches()).isEmpty();
    }

    private Outcome resize(String size) {
        return targets.apply(CHAT, new Change(2, 2, Optional.of(size)), new Version("41"));
    }

    private List<String> sizes() {
        return value(targets.observe(List.of(CHAT), now.get()).get(CHAT)).servers().stream()
                .map(Server::serverSize)
                .map(size -> size.orElse("none"))
                .toList();
    }

    private static Fault refusal(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.fault();
        }
        throw new AssertionError("expected a refusal, got " + outcome);
    }
}
