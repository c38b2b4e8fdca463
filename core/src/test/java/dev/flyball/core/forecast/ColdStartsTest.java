package dev.flyball.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColdStartsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Version VERSION = new Version("1");

    private static Instant second(long second) {
        return START.plusSeconds(second);
    }

    private static Fleet counts(int ready, int wanted) {
        return Fleet.ofCounts(wanted, ready, VERSION, Optional.empty());
    }

    private static Fleet told(Duration took, Instant started) {
        Server server = new Server(
                "a",
                Optional.empty(),
                Server.State.READY,
                Optional.of(started),
                Optional.of(started.plus(took)),
                Map.of());
        return new Fleet(1, 1, VERSION, Optional.empty(), List.of(server));
    }

    @Test
    void isLearnedFromCountsFromAskingUntilReady() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(0), counts(2, 2), Optional.empty())
                .after(second(15), counts(2, 5), Optional.of(second(1)))
                .after(second(30), counts(4, 5), Optional.of(second(1)));
        assertThat(known.learned()).isEmpty();

        assertThat(known.after(second(91), counts(5, 5), Optional.of(second(1))).learned())
                .contains(Duration.ofSeconds(90));
    }

    @Test
    void oneGrowthTeachesOnce() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(15), counts(2, 5), Optional.of(second(1)))
                .after(second(91), counts(5, 5), Optional.of(second(1)))
                .after(second(900), counts(5, 5), Optional.of(second(1)));

        assertThat(known.took()).containsExactly(90.0);
    }

    @Test
    void aGrowthThatIsTakenBackTeachesNothing() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(15), counts(2, 5), Optional.of(second(1)))
                .after(second(30), counts(2, 2), Optional.of(second(1)))
                .after(second(600), counts(5, 5), Optional.of(second(1)));

        assertThat(known.learned()).isEmpty();
    }

    @Test
    void aServerThatNeverComesIsGivenUpAfterAnHour() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(15), counts(2, 5), Optional.of(second(1)))
                .after(second(4000), counts(2, 5), Optional.of(second(1)));

        assertThat(known.asked()).isEmpty();
        assertThat(known.after(second(4015), counts(5, 5), Optional.of(second(1)))
                        .learned())
                .isEmpty();
    }

    @Test
    void aFleetOfOldServersStillHasOne() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(100), told(Duration.ofSeconds(40), second(0)), Optional.empty())
                .after(second(90_000), told(Duration.ofDays(1), second(0)), Optional.empty());

        assertThat(known.learned()).contains(Duration.ofSeconds(40));
    }

    @Test
    void whatWasAskedForCountsMoreThanWhatServersTell() {
        ColdStarts known = ColdStarts.unknown()
                .after(second(15), counts(2, 5), Optional.of(second(1)))
                .after(second(121), counts(5, 5), Optional.of(second(1)))
                .after(second(130), told(Duration.ofSeconds(5), second(120)), Optional.of(second(1)));

        assertThat(known.learned()).contains(Duration.ofSeconds(120));
    }

    @Test
    void onlyTheNewestAreKeptAndOneInTenMayBeSlower() {
        ColdStarts known = ColdStarts.unknown();
        for (int i = 0; i < 40; i++) {
            Instant asked = second(1000L * i);
            long took = i < 20 ? 500 : i == 30 ? 300 : 60;
            known = known.after(asked.plusSeconds(1), counts(2, 3), Optional.of(asked))
                    .after(asked.plusSeconds(took), counts(3, 3), Optional.of(asked));
        }

        assertThat(known.took()).hasSize(16);
        assertThat(known.learned()).contains(Duration.ofSeconds(60));
    }
}
