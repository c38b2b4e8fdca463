package dev.flyball.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProposalsTest {

    private static final Stabilization MINUTE = new Stabilization(Duration.ofMinutes(1), Duration.ofMinutes(1));

    @Test
    void aProposalExactlyAtTheEdgeOfTheWindowIsOut() {
        Proposals before = Proposals.none().with(Given.second(0), 9, MINUTE);

        assertThat(before.with(Given.second(59), 2, MINUTE).most()).isEqualTo(9);
        assertThat(before.with(Given.second(60), 2, MINUTE).most()).isEqualTo(2);
    }

    @Test
    void theTimeOfTheMostIsThatOfItsLastProposal() {
        Proposals proposals = Proposals.none()
                .with(Given.second(0), 9, MINUTE)
                .with(Given.second(15), 9, MINUTE)
                .with(Given.second(30), 2, MINUTE);

        assertThat(proposals.mostAt()).isEqualTo(Given.second(15));
        assertThat(proposals.leastAt()).isEqualTo(Given.second(30));
    }

    @Test
    void withoutAProposalThereIsNoLeastAndNoMost() {
        assertThat(Proposals.none().isEmpty()).isTrue();
        assertThatIllegalStateException().isThrownBy(Proposals.none()::least).withMessageContaining("no proposal yet");
        assertThatIllegalStateException().isThrownBy(Proposals.none()::most).withMessageContaining("no proposal yet");
    }

    @Property(tries = 1000)
    void whatIsKeptTellsTheSameAsAllProposalsWould(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> series,
            @ForAll @Size(value = 60) List<@IntRange(max = 40) Integer> gaps,
            @ForAll @IntRange(max = 120) int scaleOut,
            @ForAll @IntRange(max = 120) int scaleIn) {
        Stabilization windows = new Stabilization(Duration.ofSeconds(scaleOut), Duration.ofSeconds(scaleIn));
        List<Proposals.Entry> all = new ArrayList<>();
        Proposals kept = Proposals.none();
        Instant now = Given.START;
        for (int i = 0; i < series.size(); i++) {
            now = now.plusSeconds(gaps.get(i));
            all.add(new Proposals.Entry(now, series.get(i)));
            kept = kept.with(now, series.get(i), windows);

            Proposals.Entry least = best(all, now, scaleOut, Comparator.comparing(entry -> -entry.servers()));
            Proposals.Entry most = best(all, now, scaleIn, Comparator.comparing(Proposals.Entry::servers));
            assertThat(new Proposals.Entry(kept.leastAt(), kept.least())).isEqualTo(least);
            assertThat(new Proposals.Entry(kept.mostAt(), kept.most())).isEqualTo(most);
        }
    }

    /** Looks at every proposal of the window, and takes the latest of those that are equally good. */
    private static Proposals.Entry best(
            List<Proposals.Entry> all, Instant now, int window, Comparator<Proposals.Entry> better) {
        return all.stream()
                .filter(entry -> entry == all.get(all.size() - 1) || entry.at().isAfter(now.minusSeconds(window)))
                .max(better.thenComparing(Proposals.Entry::at))
                .orElseThrow();
    }

    @Test
    void moreProposalsThanAreKeptMakeItWaitLongerAndNeverShorter() {
        Stabilization windows = new Stabilization(Duration.ZERO, Duration.ofSeconds(200));
        Proposals falling = Proposals.none();
        for (int i = 0; i < 1000; i++) {
            falling = falling.with(Given.second(i), 1000 - i, windows);

            assertThat(falling.highest()).hasSizeLessThanOrEqualTo(128);
            assertThat(falling.most()).isGreaterThanOrEqualTo(1000 - Math.max(0, i - 199));
        }
    }
}
