package dev.flyball.core.strategy;

import static dev.flyball.core.testing.Given.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.testing.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SizingTest {

    private static final ServerSize SMALL = new ServerSize("small", 2);
    private static final ServerSize MIDDLE = new ServerSize("middle", 4);
    private static final ServerSize LARGE = new ServerSize("large", 8);
    private static final Sizing SIZING = new Sizing(Strategy.AUTO, List.of(SMALL, MIDDLE, LARGE), List.of(), List.of());

    @Test
    void theSmallestSizeThatIsEnoughIsTaken() {
        assertThat(SIZING.carrying(1, 0)).isZero();
        assertThat(SIZING.carrying(1.5, 0)).isEqualTo(1);
        assertThat(SIZING.carrying(2, 0)).isEqualTo(1);
        assertThat(SIZING.carrying(2.1, 0)).isEqualTo(2);
    }

    @Test
    void theLargestIsTakenWhereNoneIsEnough() {
        assertThat(SIZING.carrying(100, 1)).isEqualTo(2);
    }

    @Test
    void eachServerCountsAsWhatItIs() {
        assertThat(SIZING.meanCapacity(fleet("small", "large"))).isEqualTo(2.5);
        assertThat(SIZING.meanCapacity(fleet("small", "odd"))).isEqualTo(1);
        assertThat(SIZING.meanCapacity(fleet("odd"))).isEqualTo(1);
        assertThat(Sizing.horizontal().meanCapacity(fleet("large"))).isEqualTo(1);
    }

    @Test
    void onlyReadyServersCarryAnything() {
        List<Server> servers =
                List.of(server(1, Server.State.READY, "large"), server(2, Server.State.RUNNING, "small"));
        Fleet fleet = new Fleet(2, 2, VERSION, Optional.empty(), servers);

        assertThat(SIZING.meanCapacity(fleet)).isEqualTo(4);
        assertThat(SIZING.smallest(fleet)).hasValue(2);
    }

    @Test
    void theSmallestSizeInUseIsTheOneThatIsShort() {
        assertThat(SIZING.smallest(fleet("large", "middle"))).hasValue(1);
        assertThat(SIZING.smallest(fleet("odd"))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aFleetIsMixedUntilEachServerThatStaysHasTheSize() {
        assertThat(SIZING.mixed(fleet("large", "large"), "large")).isFalse();
        assertThat(SIZING.mixed(fleet("large", "small"), "large")).isTrue();
        assertThat(SIZING.mixed(fleet("large", "odd"), "large")).isTrue();
        assertThat(SIZING.mixed(Given.ready(2), "large")).isFalse();
        Fleet leaving =
                new Fleet(1, 1, VERSION, Optional.empty(), List.of(server(1, Server.State.TERMINATING, "small")));
        assertThat(SIZING.mixed(leaving, "large")).isFalse();
    }

    @Test
    void sizesMustGrow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sizing(Strategy.AUTO, List.of(LARGE, SMALL), List.of(), List.of()))
                .withMessageContaining("larger than the one before");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Sizing(Strategy.AUTO, List.of(SMALL, new ServerSize("small", 3)), List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerSize("none", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerSize("all", Double.POSITIVE_INFINITY));
    }

    @Test
    void oneSizeIsNoChoice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sizing(Strategy.VERTICAL, List.of(SMALL), List.of(), List.of()))
                .withMessageContaining("two or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sizing(Strategy.HORIZONTAL, List.of(SMALL), List.of(), List.of()))
                .withMessageContaining("none");
    }

    private static Fleet fleet(String... sizes) {
        List<Server> servers = new ArrayList<>();
        for (String size : sizes) {
            servers.add(server(servers.size(), Server.State.READY, size));
        }
        return new Fleet(sizes.length, sizes.length, VERSION, Optional.empty(), servers);
    }

    private static Server server(int number, Server.State state, String size) {
        return Server.of("server-" + number, state).sized(size);
    }
}
