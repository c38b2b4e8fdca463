package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cores and GPUs, as AWS lists them. */
class InstanceTypesTest {

    @ParameterizedTest
    @CsvSource({
        "ml.m5.large, 2",
        "ml.m6g.medium, 1",
        "ml.t2.medium, 2",
        "ml.c5.xlarge, 4",
        "ml.c5.9xlarge, 36",
        "ml.c4.8xlarge, 36",
        "ml.g5.12xlarge, 48",
        "ml.inf2.48xlarge, 192",
        "ml.p4d.24xlarge, 96",
        "ml.p6-b200.48xlarge, 192",
    })
    void cores(String type, int cores) {
        assertThat(InstanceTypes.cores(type)).hasValue(cores);
    }

    @ParameterizedTest
    @CsvSource({
        "ml.g4dn.xlarge, 1",
        "ml.g4dn.12xlarge, 4",
        "ml.g5.16xlarge, 1",
        "ml.g5.24xlarge, 4",
        "ml.g5.48xlarge, 8",
        "ml.g6e.8xlarge, 1",
        "ml.gr6.4xlarge, 1",
        "ml.p3.8xlarge, 4",
        "ml.p4d.24xlarge, 8",
        "ml.p5.48xlarge, 8",
    })
    void gpus(String type, int gpus) {
        assertThat(InstanceTypes.gpus(type)).hasValue(gpus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ml.m5.large", "ml.g9.xlarge", "ml.g4dn.metal", "g5.xlarge", ""})
    void gpusThatAreNotKnownAreNotGuessed(String type) {
        assertThat(InstanceTypes.gpus(type)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void whatIsNoTypeHasNoCores() {
        assertThat(InstanceTypes.cores("ml.g4dn.metal")).isEmpty();
        assertThat(InstanceTypes.cores("large")).isEmpty();
    }

    @Test
    void burstableOnesAreKnownByTheirFamily() {
        assertThat(InstanceTypes.isBurstable("ml.t3.large")).isTrue();
        assertThat(InstanceTypes.isBurstable("ml.trn1.2xlarge")).isFalse();
    }
}
