package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.scale;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.kubernetes.api.OwnedObject;
import dev.flyball.kubernetes.api.OwnedObject.Owner;
import dev.flyball.kubernetes.api.ResourceList;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfTargetsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId SELF = TargetId.parse("kubernetes:self");
    private static final String LEASE = "flyball-deployment-chat";
    private static final Duration TIME = Duration.ofSeconds(45);

    private final FakeApi api = new FakeApi();
    private long nanos = -5;
    private final Targets first = agent("chat-1");
    private final Targets second = agent("chat-2");

    @BeforeEach
    void twoPodsOfADeployment() {
        for (String pod : List.of("chat-1", "chat-2")) {
            owned("pods/here/" + pod, new Owner("apps/v1", "ReplicaSet", "chat-7d", true));
        }
        owned("replicasets/here/chat-7d", new Owner("apps/v1", "Deployment", "chat", true));
        owned("deployments/here/chat");
        api.with("deployments/here/chat", scale(2, 2, "41"));
        api.patched = Uni.createFrom().item(scale(3, 2, "42"));
    }

    private Targets agent(String pod) {
        Duration limit = Duration.ofSeconds(2);
        return KubernetesAdapter.targets(
                api,
                limit,
                () -> NOW,
                new Sidecar(Optional.of(pod).filter(name -> !name.isEmpty()), TIME, () -> nanos));
    }

    @Test
    void theFirstLookOnlyLooksAndTheSecondTakesTheLease() {
        assertThat(hold(first))
                .contains(new WriteHold(WriteMode.NO_LEASE, "nobody holds lease here/" + LEASE + " yet"));
        assertThat(api.leases).isEmpty();
        assertThat(hold(first)).isEmpty();
        assertThat(api.leases.get(LEASE).holder()).contains("chat-1");
    }

    @Test
    void onlyTheHolderWritesAndTheOtherNamesIt() {
        take(first);
        assertThat(hold(second)).contains(new WriteHold(WriteMode.NO_LEASE, "pod chat-1 holds lease here/" + LEASE));
        assertThat(hold(second)).isPresent();
        assertThat(write(first)).isInstanceOf(Outcome.Applied.class);
        assertThat(api.requests).contains("patch deployments/here/chat 3 at 41");
        assertThat(write(second)).isInstanceOf(Outcome.Withheld.class);
    }

    @Test
    void whoeverRenewsKeepsItForAnyLength() {
        take(first);
        for (int round = 0; round < 20; round++) {
            pass(Duration.ofSeconds(15));
            assertThat(hold(first)).isEmpty();
            assertThat(hold(second)).isPresent();
        }
        assertThat(api.leases.get(LEASE).spec().leaseTransitions()).isZero();
    }

    @Test
    void oneThatIsNotRenewedIsTakenOverOnceItWasSeenUnchangedForItsTime() {
        take(first);
        assertThat(hold(second)).isPresent();
        pass(TIME.minusSeconds(1));
        assertThat(hold(second)).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(hold(second)).isEmpty();
        assertThat(api.leases.get(LEASE).spec().leaseTransitions()).isEqualTo(1);
        assertThat(hold(first)).get().extracting(WriteHold::why).isEqualTo("pod chat-2 holds lease here/" + LEASE);
    }

    @Test
    void anAgentThatEndsGivesTheLeaseBackAndTheNextNeedNotWait() {
        take(first);
        assertThat(hold(second)).isPresent();

        assertThat(second.end()).isEmpty();
        assertThat(api.leases.get(LEASE).holder()).contains("chat-1");
        assertThat(first.end()).isEmpty();

        assertThat(api.leases.get(LEASE).holder()).isEmpty();
        assertThat(write(first)).isInstanceOf(Outcome.Withheld.class);
        assertThat(hold(second)).isEmpty();
    }

    @Test
    void anAgentThatNeverLookedHasNothingToGiveBack() {
        assertThat(first.end()).isEmpty();
    }

    @Test
    void nothingIsWrittenAfterTheLeaseEndedByTheOwnClock() {
        take(first);
        pass(TIME.minusSeconds(1));
        assertThat(write(first)).isInstanceOf(Outcome.Applied.class);
        pass(Duration.ofSeconds(1));
        assertThat(write(first)).isInstanceOfSatisfying(Outcome.Withheld.class, withheld -> assertThat(
                        withheld.hold().mode())
                .isEqualTo(WriteMode.NO_LEASE));
    }

    @Test
    void aWriteMayNotTakeLongerThanWhatRemainsOfTheLease() {
        take(first);
        pass(TIME.minusMillis(100));
        api.patched = FakeApi.silence();
        assertThat(write(first)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.TIMED_OUT);
            assertThat(refused.fault().message()).contains("within 80 ms");
        });
    }

    @Test
    void aFaultOfTheServerKeepsTheLeaseForItsTimeAndNoLonger() {
        take(first);
        api.leaseFault = Optional.of(FakeApi.refuse(500, "broken"));
        pass(Duration.ofSeconds(30));
        assertThat(hold(first)).isEmpty();
        pass(Duration.ofSeconds(15));
        assertThat(hold(first)).get().extracting(WriteHold::why).asString().contains("is not held", "broken");
        api.leaseFault = Optional.empty();
        assertThat(hold(first)).isEmpty();
    }

    @Test
    void ofTwoThatTakeItAtTheSameTimeOneIsFaster() {
        hold(first);
        api.leaseFault = Optional.of(FakeApi.refuse(409, "already exists"));
        api.faultOnWrites = true;
        assertThat(hold(first))
                .contains(new WriteHold(WriteMode.NO_LEASE, "another agent has just taken lease here/" + LEASE));
    }

    @Test
    void anotherAutoscalerIsToldBeforeTheLease() {
        api.having("autoscaling", "v2");
        api.rules.put("horizontalpodautoscalers/here", Uni.createFrom().item(List.of(Samples.rule("both", "chat"))));
        assertThat(hold(first)).get().extracting(WriteHold::mode).isEqualTo(WriteMode.CONFLICT);
    }

    @Test
    void theTopmostOwnerThatCanBeScaledIsMeant() {
        owned("deployments/here/chat", new Owner("example.com/v1", "Model", "llama", true));
        owned("models/here/llama", new Owner("example.com/v1", "Tenant", "acme", true));
        owned("tenants/here/acme");
        api.resources.put(
                "example.com/v1",
                Uni.createFrom().item(resources("models:Model", "models/scale:Scale", "tenants:Tenant")));
        api.with("models/here/llama", scale(7, 7, "1"));
        assertThat(fleet(first).wanted()).isEqualTo(7);
        fleet(first);
        assertThat(api.requests)
                .filteredOn("get models/here/llama owners"::equals)
                .hasSize(1);
    }

    @Test
    void aPodWithoutSuchAnOwnerOrWithoutNameIsAFault() {
        owned("pods/here/chat-1");
        assertThat(fault(first.observe(List.of(SELF), NOW).get(SELF)))
                .isEqualTo(new Fault(
                        Fault.Kind.UNSUPPORTED,
                        "kubernetes:self: pod chat-1 in namespace here has no owner that can be scaled, such as a"
                                + " Deployment"));
        assertThat(fault(agent("").observe(List.of(SELF), NOW).get(SELF)).message())
                .contains("set FLYBALL_POD_NAME");
    }

    @Test
    void aMissingRightIsNamed() {
        api.objects.put("replicasets/here/chat-7d", FakeApi.refuse(403, "no"));
        assertThat(fault(first.observe(List.of(SELF), NOW).get(SELF)).message())
                .contains("{apiGroups: [\"apps\"], resources: [\"replicasets\"], verbs: [\"get\"]}");
        assertThat(first.obstacles(SELF)).extracting(Fault::kind).containsExactly(Fault.Kind.FORBIDDEN);
    }

    @Test
    void theRightsOnLeasesAreObstaclesToo() {
        api.deniedVerbs.add("update");
        assertThat(first.obstacles(SELF))
                .extracting(Fault::message)
                .singleElement()
                .asString()
                .contains("may not update leases in API group \"coordination.k8s.io\" in namespace here");
    }

    private void owned(String path, Owner... owners) {
        api.objects.put(path, Uni.createFrom().item(new OwnedObject(new OwnedObject.Metadata(path, List.of(owners)))));
    }

    private static ResourceList resources(String... namesAndKinds) {
        return new ResourceList(Arrays.stream(namesAndKinds)
                .map(text -> text.split(":"))
                .map(parts -> new ResourceList.Resource(parts[0], parts[1]))
                .toList());
    }

    private void take(Targets agent) {
        hold(agent);
        assertThat(hold(agent)).isEmpty();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Fleet fleet(Targets agent) {
        return value(agent.observe(List.of(SELF), NOW).get(SELF));
    }

    private Optional<WriteHold> hold(Targets agent) {
        return fleet(agent).hold();
    }

    private static Outcome write(Targets agent) {
        return agent.apply(SELF, new Change(2, 3), new Version("41"));
    }
}
