package dev.flyball.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.target.Server.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Version VERSION = new Version("1");

    @Test
    void aHoldChangesNothingElse() {
        Fleet fleet = fleet(1, List.of(Server.of("a", Server.State.READY)));
        WriteHold hold = new WriteHold(WriteMode.CONFLICT, "another autoscaler");

        Fleet held = fleet.heldBy(hold);

        assertThat(held.hold()).contains(hold);
        assertThat(fleet.hold()).isEmpty();
        assertThat(held).usingRecursiveComparison().ignoringFields("hold").isEqualTo(fleet);
    }

    @Test
    void aFleetThatIsCountedKeepsItsCountsAndNoNames() {
        Fleet fleet = fleet(
                4, List.of(Server.of("a", State.READY), Server.of("b", State.READY), Server.of("c", State.PENDING)));

        Fleet counted = fleet.counted();

        assertThat(counted.ready()).isEqualTo(2);
        assertThat(counted.starting()).isEqualTo(2);
        assertThat(counted).usingRecursiveComparison().ignoringFields("servers").isEqualTo(fleet);
        assertThat(counted.servers()).extracting(Server::id).containsOnly("");
    }

    @Test
    void onlyServersThatTakeRequestsAreReady() {
        List<Server> servers = new ArrayList<>();
        for (State state : State.values()) {
            servers.add(Server.of(state.name(), state));
        }
        assertThat(fleet(5, servers).ready()).isEqualTo(1);
    }

    @Test
    void aServerThatIsWantedButNotListedYetIsStarting() {
        assertThat(fleet(3, List.of(Server.of("a", State.READY))).starting()).isEqualTo(2);
    }

    @Test
    void noServerIsStartingWhileMoreAreReadyThanWanted() {
        assertThat(Fleet.ofCounts(1, 3, VERSION, Optional.empty()).starting()).isZero();
    }

    @Test
    void aFleetOfCountsHasThatManyReadyServersAndTheRestPending() {
        Fleet fleet = Fleet.ofCounts(5, 2, VERSION, Optional.empty());

        assertThat(fleet.ready()).isEqualTo(2);
        assertThat(fleet.starting()).isEqualTo(3);
        assertThat(fleet.servers())
                .extracting(Server::id)
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void laterChangesOfTheListDoNotReachTheFleet() {
        List<Server> servers = new ArrayList<>(List.of(Server.of("a", State.READY)));
        Fleet fleet = fleet(1, servers);
        servers.clear();

        assertThat(fleet.ready()).isEqualTo(1);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet(-1, List.of()))
                .withMessageContaining("wanted=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fleet(1, -2, VERSION, Optional.empty(), List.of()))
                .withMessageContaining("size=-2");
    }

    private static Fleet fleet(int wanted, List<Server> servers) {
        return new Fleet(wanted, servers.size(), VERSION, Optional.empty(), servers);
    }
}
