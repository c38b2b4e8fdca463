package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.container;
import static dev.flyball.kubernetes.Samples.pod;
import static dev.flyball.kubernetes.Samples.requesting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodsTest {

    @Test
    void aReadyPodIsAReadyServerWithItsAddressAndTimes() {
        Server server = Pods.server(Samples.readyPod("chat-1"));
        assertThat(server.id()).isEqualTo("chat-1");
        assertThat(server.state()).isEqualTo(State.READY);
        assertThat(server.address()).contains("10.0.0.7");
        assertThat(server.started()).contains(Samples.STARTED);
        assertThat(server.readinessChanged()).contains(Samples.READY_SINCE);
        assertThat(server.requests()).containsEntry("cpu", 0.5).containsEntry("memory", 1024.0 * 1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "Running, true, READY",
        "Running, false, RUNNING",
        "Pending, false, PENDING",
        "Unknown, false, PENDING",
        "Failed, true, FAILED",
        "Succeeded, false, FAILED"
    })
    void theStateComesFromPhaseAndReadiness(String phase, boolean ready, State state) {
        assertThat(Pods.server(pod("chat-1", phase, ready)).state()).isEqualTo(state);
    }

    @Test
    void aPodThatIsBeingDeletedIsTerminatingEvenIfReady() {
        Pod pod = Samples.readyPod("chat-1");
        Pod deleted = new Pod(new Pod.Metadata("chat-1", Instant.EPOCH, "7", null, Map.of()), pod.spec(), pod.status());
        assertThat(Pods.server(deleted).state()).isEqualTo(State.TERMINATING);
    }

    @Test
    void aPodThatWasNotStartedYetHasNoAddressAndNoTimes() {
        Pod pod = new Pod(
                new Pod.Metadata("chat-1", null, "7", null, Map.of()),
                new Pod.Spec(null, null, null),
                new Pod.Status("Pending", null, null, null, null));
        assertThat(Pods.server(pod)).isEqualTo(Server.of("chat-1", State.PENDING));
    }

    @Test
    void requestsAreSummedOverContainersAndSidecarsButNotOverInitContainersThatEnd() {
        Pod.Container sidecar = new Pod.Container("proxy", "Always", new Pod.Resources(Map.of("cpu", "100m"), null));
        Pod.Container init = new Pod.Container("setup", null, new Pod.Resources(Map.of("cpu", "4"), null));
        Pod pod = podWith(new Pod.Spec(
                List.of(container("a", "cpu", "1"), container("b", "cpu", "250m")), List.of(init, sidecar), null));
        assertThat(Pods.server(pod).requests())
                .isEqualTo(Map.of("cpu", 1.35, "a/cpu", 1.0, "b/cpu", 0.25, "proxy/cpu", 0.1));
    }

    @Test
    void aResourceThatOneContainerDoesNotRequestIsAbsent() {
        Pod pod = podWith(new Pod.Spec(
                List.of(container("a", "cpu", "1", "memory", "64Mi"), container("b", "cpu", "1")), List.of(), null));
        assertThat(Pods.server(pod).requests()).containsOnlyKeys("cpu", "a/cpu", "b/cpu", "a/memory");
        Pod bare = podWith(new Pod.Spec(List.of(new Pod.Container("server", null, null)), List.of(), null));
        assertThat(Pods.server(bare).requests()).isEmpty();
    }

    @Test
    void requestsOfThePodAsAWholeStandForThoseOfItsContainers() {
        Pod pod = podWith(new Pod.Spec(
                List.of(requesting("cpu", "1", "memory", "64Mi"), requesting("memory", "64Mi")),
                List.of(),
                new Pod.Resources(Map.of("cpu", "3"), null)));
        assertThat(Pods.server(pod).requests()).containsEntry("cpu", 3.0).containsEntry("memory", 128.0 * 1024 * 1024);
    }

    @Test
    void aPodThatMakesNoSenseIsAFaultThatNamesIt() {
        Pod odd = podWith(new Pod.Spec(List.of(requesting("cpu", "lots")), List.of(), null));
        assertThatThrownBy(() -> Pods.server(odd))
                .isInstanceOf(FaultException.class)
                .hasMessage("cpu of the requests of pod chat-1 is lots: must be a quantity such as 240m");
        assertThatThrownBy(() -> Pods.server(new Pod(null, null, null))).isInstanceOf(FaultException.class);
    }

    private static Pod podWith(Pod.Spec spec) {
        return new Pod(
                new Pod.Metadata("chat-1", null, "7", null, Map.of()),
                spec,
                new Pod.Status("Running", null, null, List.of(), null));
    }
}
