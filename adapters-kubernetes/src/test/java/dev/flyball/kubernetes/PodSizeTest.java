package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.target.ServerSize;
import dev.flyball.kubernetes.api.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"500m/1Gi", "2/1536Mi", "1/1000", "1500m/3Ki", "64/2Ti"})
    void aSizeIsWrittenAsItWasRead(String text) {
        assertThat(PodSize.parse(text)).hasToString("Optional[" + text + "]");
    }

    @ParameterizedTest
    @CsvSource({"0.5/1Gi, 500m/1Gi, 0.5", "2000m/1024Mi, 2/1Gi, 2", "1/1e3, 1/1000, 1", "1500m/3Gi, 1500m/3Gi, 1.5"})
    void inSettingsASizeMayBeWrittenInAnyWayAndIsNamedAsFleetsNameIt(String text, String name, double capacity) {
        assertThat(PodSize.read(text).orElseThrow().asServerSize()).isEqualTo(new ServerSize(name, capacity));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1/", "/1Gi", "1/1Gi/2", "0/1Gi", "-1/1Gi", "lots/1Gi", "1/NaN"})
    void whatIsNoSizeIsNone(String text) {
        assertThat(PodSize.read(text)).isEmpty();
    }

    @Test
    void aSizeIsAtLeastAnotherIfItIsInBothResources() {
        PodSize size = new PodSize(500, 1024);
        assertThat(size.isAtLeast(size)).isTrue();
        assertThat(new PodSize(501, 1025).isAtLeast(size)).isTrue();
        assertThat(new PodSize(501, 1023).isAtLeast(size)).isFalse();
        assertThat(new PodSize(499, 1025).isAtLeast(size)).isFalse();
    }

    @Test
    void theMainContainerIsTheOneThatToolsTakeIfNoneIsNamedOrElseTheFirst() {
        Pod.Container proxy = Samples.container("proxy", "cpu", "100m", "memory", "64Mi");
        Pod.Container server = Samples.container("server", "cpu", "2", "memory", "4Gi");
        assertThat(PodSize.wanted(pod(null, proxy, server))).hasToString("Optional[100m/64Mi]");
        assertThat(PodSize.wanted(pod("server", proxy, server))).hasToString("Optional[2/4Gi]");
        assertThat(PodSize.wanted(pod("gone", proxy, server))).hasToString("Optional[100m/64Mi]");
        assertThat(PodSize.wanted(pod(null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1Gi, 1, 1Gi, GUARANTEED",
        ", , 1, 1Gi, GUARANTEED",
        "1000m, 1024Mi, 1, 1Gi, GUARANTEED",
        "1, 1Gi, 2, 1Gi, BURSTABLE",
        "1, 1Gi, , , BURSTABLE",
        ", , 1, , BURSTABLE",
        ", , , , BEST_EFFORT",
        "0, 0, , , BEST_EFFORT"
    })
    void theQosClassFollowsFromRequestsAndLimits(
            String cpu, String memory, String cpuLimit, String memoryLimit, QosClass qos) {
        Pod.Container container =
                new Pod.Container("server", null, new Pod.Resources(map(cpu, memory), map(cpuLimit, memoryLimit)));
        assertThat(QosClass.of(new Pod.Spec(List.of(container), List.of(), null)))
                .isEqualTo(qos);
        Pod.Container bare = new Pod.Container("setup", null, null);
        assertThat(QosClass.of(new Pod.Spec(List.of(container), List.of(bare), null)))
                .isEqualTo(qos == QosClass.BEST_EFFORT ? QosClass.BEST_EFFORT : QosClass.BURSTABLE);
    }

    private static Map<String, String> map(String cpu, String memory) {
        if (cpu == null) {
            return memory == null ? Map.of() : Map.of("memory", memory);
        }
        return memory == null ? Map.of("cpu", cpu) : Map.of("cpu", cpu, "memory", memory);
    }

    private static Pod pod(String named, Pod.Container... containers) {
        return new Pod(
                new Pod.Metadata("chat-1", null, "1", new Pod.Annotations(named), Map.of()),
                new Pod.Spec(List.of(containers), List.of(), null),
                new Pod.Status("Running", null, null, List.of(), List.of()));
    }
}
