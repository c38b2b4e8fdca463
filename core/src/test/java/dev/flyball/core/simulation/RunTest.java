package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.simulation.Look.Batch;
import dev.flyball.core.simulation.Run.Resize;
import dev.flyball.core.target.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunTest {

    private static final Deployment TEN_A_SECOND = new Deployment(10, 20, 2, new Bounds(1, 8));

    private static Trace flat(int seconds, double load) {
        double[] arrivals = new double[seconds];
        Arrays.fill(arrivals, load);
        return Trace.ofSeconds(arrivals);
    }

    private static Run run(Trace trace, Deployment deployment, Integer... sizes) {
        Iterator<Integer> each = List.of(sizes).iterator();
        int[] last = {deployment.firstSize(trace)};
        return Run.of(trace, deployment, look -> last[0] = each.hasNext() ? each.next() : last[0], 10, 0, done -> {});
    }

    @Test
    void beginsWithWhatTheFirstMinutesNeedAtSeventyPercent() {
        assertThat(run(flat(60, 30), TEN_A_SECOND).ready(0)).isEqualTo(5);
        assertThat(run(flat(60, 0), TEN_A_SECOND).ready(0)).isEqualTo(1);
    }

    @Test
    void paysFromTheRequestAndServesAfterTheColdStart() {
        Run run = run(flat(60, 30), TEN_A_SECOND, 7);

        assertThat(run.paid(9)).isEqualTo(5);
        assertThat(run.paid(10)).isEqualTo(7);
        assertThat(run.ready(29)).isEqualTo(5);
        assertThat(run.ready(30)).isEqualTo(7);
        assertThat(run.resizes()).containsExactly(new Resize(10, 7));
    }

    @Test
    void takesTheNewestOfThoseThatStartFirstThenReadyOnesAtOnce() {
        List<Look> looks = new ArrayList<>();
        Iterator<Integer> sizes = List.of(7, 8, 6, 3).iterator();
        Run run = Run.of(
                flat(51, 30),
                new Deployment(10, 100, 2, new Bounds(1, 8)),
                look -> {
                    looks.add(look);
                    return sizes.hasNext() ? sizes.next() : 3;
                },
                10,
                0,
                done -> {});

        assertThat(looks.get(2).starting()).containsExactly(new Batch(10, 2), new Batch(20, 1));
        assertThat(looks.get(3).starting()).containsExactly(new Batch(10, 1));
        assertThat(looks.get(4).starting()).isEmpty();
        assertThat(run.ready(40)).isEqualTo(3);
    }

    @Test
    void staysInsideTheBounds() {
        assertThat(run(flat(60, 30), TEN_A_SECOND, 100).paid(10)).isEqualTo(8);
        assertThat(run(flat(60, 30), TEN_A_SECOND, -3).paid(10)).isEqualTo(1);
    }

    @Test
    void showsWhatWasTrueBeforeTheDelay() {
        List<Look> looks = new ArrayList<>();
        Run.of(
                flat(60, 30),
                new Deployment(10, 20, 2, new Bounds(1, 2)),
                look -> {
                    looks.add(look);
                    return 2;
                },
                15,
                10,
                done -> {});

        Look second = looks.get(1);
        assertThat(second.at()).isEqualTo(30);
        assertThat(second.observedAt()).isEqualTo(20);
        assertThat(second.window()).isEqualTo(15);
        assertThat(second.arrivalRate()).isEqualTo(30);
        assertThat(second.servedRate()).isEqualTo(20);
        assertThat(second.backlog()).isEqualTo(200);
        assertThat(second.utilization()).isEqualTo(1);
        assertThat(second.arrivals()).isEqualTo(600);
        assertThat(looks.get(0).window()).isEqualTo(5);
    }

    @Test
    void scoresWhatComesAfterTheWarmUp() {
        Score score = run(flat(7200, 30), TEN_A_SECOND, 7, 6).score(3600);

        assertThat(score.serverHours()).isEqualTo(6);
        assertThat(score.cost(2.5)).isEqualTo(15);
        assertThat(score.changes()).isZero();
        assertThat(score.largest()).isEqualTo(6);
        assertThat(score.waits().lateShare()).isZero();
        assertThat(run(flat(7200, 30), TEN_A_SECOND, 7, 6).score(0).changesPerHour())
                .isEqualTo(1);
    }

    @Test
    void drawsSpansOfEqualLength() {
        Series series = run(flat(100, 30), TEN_A_SECOND, 7).series(0, 5);

        assertThat(series.seconds()).isEqualTo(20);
        assertThat(series.spans()).hasSize(5);
        assertThat(series.spans().get(0).load()).isCloseTo(30, within(1e-9));
        assertThat(series.spans().get(0).paid()).isEqualTo(7);
        assertThat(series.spans().get(1).ready()).isEqualTo(6);
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Run.of(flat(10, 1), TEN_A_SECOND, look -> 1, 0, 0, done -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Deployment(0, 1, 1, new Bounds(1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Deployment(1, -1, 1, new Bounds(1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Deployment(1, 1, 1, new Bounds(0, 1)));
    }

    @Property(tries = 100)
    void neverServesWhatHasNotArrivedAndNeverHasMoreReadyThanPaid(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 60) Integer> arrivals,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 12) Integer> sizes) {
        Trace trace = Trace.ofSeconds(
                arrivals.stream().mapToDouble(Integer::doubleValue).toArray());
        Run run = run(trace, TEN_A_SECOND, sizes.toArray(Integer[]::new));

        for (int second = 0; second < run.seconds(); second++) {
            assertThat(run.served(second + 1)).isLessThanOrEqualTo(trace.arrived(second + 1));
            assertThat(run.served(second + 1) - run.served(second))
                    .isLessThanOrEqualTo(10.0 * run.ready(second) + 1e-9);
            assertThat(run.paid(second))
                    .isGreaterThanOrEqualTo(run.ready(second))
                    .isBetween(1, 8);
        }
    }

    @Property(tries = 100)
    void waitsAreThoseOfARealQueue(
            @ForAll @Size(min = 10, max = 150) List<@IntRange(max = 9) Integer> arrivals,
            @ForAll @Size(min = 10, max = 15) List<@IntRange(min = 1, max = 8) Integer> sizes) {
        Deployment oneASecond = new Deployment(1, 0, 2, new Bounds(1, 8));
        Trace trace = Trace.ofSeconds(
                arrivals.stream().mapToDouble(Integer::doubleValue).toArray());
        Run run = run(trace, oneASecond, sizes.toArray(Integer[]::new));

        int judged = arrivals.size() - 1 - 2;
        double late = 0;
        double requests = 0;
        List<Integer> queue = new ArrayList<>();
        for (int second = 0; second < arrivals.size(); second++) {
            for (int i = 0; i < arrivals.get(second); i++) {
                queue.add(second);
                requests += second < judged ? 1 : 0;
            }
            for (int i = 0; i < run.ready(second) && !queue.isEmpty(); i++) {
                int arrived = queue.remove(0);
                late += arrived < judged && second - arrived > 2 ? 1 : 0;
            }
        }
        late += queue.stream().filter(arrived -> arrived < judged).count();

        Waits waits = run.waits(0, arrivals.size());
        assertThat(waits.requests()).isCloseTo(requests, within(1e-6));
        assertThat(waits.late()).isCloseTo(late, within(1e-6));
    }
}
