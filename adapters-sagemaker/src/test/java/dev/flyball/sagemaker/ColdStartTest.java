package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.forecast.ColdStart;
import dev.flyball.core.forecast.ColdStarts;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long servers take from asking to service, which is known of those that this process has asked for. */
class ColdStartTest extends OnEmulatedAws {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId LLAMA = target("inference-component/llama");

    @BeforeEach
    void anEndpointThatTakesFourMinutes() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.component("llama", 1);
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(4));
        look(BLUE, LLAMA);
    }

    @Test
    void isWhatTheServersOfAGrowthTook() {
        Instant asked = grow(BLUE, 2, 4);

        Fleet onTheWay = fleet(BLUE);
        assertThat(onTheWay.servers())
                .filteredOn(server -> server.state() == Server.State.PENDING)
                .hasSize(2)
                .allSatisfy(server -> assertThat(server.started()).contains(asked));
        assertThat(learned(onTheWay)).isEqualTo(ColdStart.ASSUMED);
        lookForMinutes(BLUE, 5);

        Fleet grown = fleet(BLUE);
        assertThat(learned(grown)).isEqualTo(Duration.ofMinutes(4));
        assertThat(grown.servers())
                .extracting(Server::started)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(asked), Optional.of(asked));
        assertThat(grown.servers()).extracting(Server::serverSize).containsOnly(Optional.of("ml.g5.xlarge"));
    }

    @Test
    void isLearnedOfCopiesToo() {
        grow(LLAMA, 1, 3);
        lookForMinutes(LLAMA, 5);

        assertThat(learned(fleet(LLAMA))).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void ofSeveralGrowthsEachTellsOfItsOwnServers() {
        grow(BLUE, 2, 3);
        lookForMinutes(BLUE, 5);
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(6));
        Instant second = grow(BLUE, 3, 4);
        lookForMinutes(BLUE, 7);

        Fleet grown = fleet(BLUE);
        assertThat(grown.servers().get(2).started().orElseThrow()).isBefore(second);
        assertThat(grown.servers().get(3).started()).contains(second);
        assertThat(Duration.between(
                        second, grown.servers().get(3).readinessChanged().orElseThrow()))
                .isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void isForgottenOnceNobodyKnowsWhichServersAreLeft() {
        grow(BLUE, 2, 4);
        lookForMinutes(BLUE, 5);
        apply(BLUE, new Change(4, 3));
        lookForMinutes(BLUE, 5);

        assertThat(fleet(BLUE).size()).isEqualTo(3);
        assertThat(learned(fleet(BLUE))).isEqualTo(ColdStart.ASSUMED);
    }

    @Test
    void isNotTakenFromAnEndThatNobodyHasSeen() {
        grow(BLUE, 2, 4);
        aws.pass(Duration.ofMinutes(30));

        assertThat(fleet(BLUE).size()).isEqualTo(4);
        assertThat(learned(fleet(BLUE))).isEqualTo(ColdStart.ASSUMED);
    }

    @Test
    void isNotTakenFromAnUpdateThatFailedNorFromOneOfAnotherProcess() {
        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(4)).failing("No capacity", Duration.ZERO);
        grow(BLUE, 2, 4);
        lookForMinutes(BLUE, 5);
        assertThat(learned(fleet(BLUE))).isEqualTo(ColdStart.ASSUMED);

        aws.sageMaker.updates = EmulatedUpdate.after(Duration.ofMinutes(4));
        grow(LLAMA, 1, 3);
        aws.restart();
        lookForMinutes(LLAMA, 5);
        assertThat(fleet(LLAMA).size()).isEqualTo(3);
        assertThat(learned(fleet(LLAMA))).isEqualTo(ColdStart.ASSUMED);
    }

    private Instant grow(TargetId target, int from, int to) {
        Instant asked = aws.now();
        apply(target, new Change(from, to));
        return asked;
    }

    private void lookForMinutes(TargetId target, int minutes) {
        for (int i = 0; i < minutes; i++) {
            aws.pass(Duration.ofMinutes(1));
            fleet(target);
        }
    }

    private Duration learned(Fleet fleet) {
        return ColdStart.of(
                new RiskSizing(
                        Risk.of("balanced"), Optional.empty(), Duration.ofSeconds(1), 1, true, OptionalDouble.empty()),
                ColdStarts.unknown().after(aws.now(), fleet, Optional.empty()));
    }
}
