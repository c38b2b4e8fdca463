package dev.flyball.agent.backtest;

import dev.flyball.core.simulation.Oracle;
import dev.flyball.core.simulation.Run;
import dev.flyball.core.simulation.Score;
import dev.flyball.core.simulation.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How one policy did.
 *
 * @param name its name
 * @param note what it is, for people
 * @param score its score
 * @param series how it went
 * @param resizes the size at the beginning, and every change of it
 */
public record PolicyRun(String name, String note, Score score, Series series, List<Run.Resize> resizes) {

    private static final int SPANS = 480;

    public PolicyRun {
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(series, "series");
        resizes = List.copyOf(resizes);
    }

    static PolicyRun of(String name, String note, Run run, int warmUp) {
        return of(name, note, run, run.score(warmUp), 0, warmUp);
    }

    /** A plan says nothing of the time before it counts. */
    static PolicyRun planned(String name, String note, Oracle.Outcome outcome, int warmUp) {
        return of(name, note, outcome.run(), outcome.score(), warmUp, warmUp);
    }

    private static PolicyRun of(String name, String note, Run run, Score score, int begin, int warmUp) {
        List<Run.Resize> resizes = new ArrayList<>();
        resizes.add(new Run.Resize(begin, run.paid(begin)));
        run.resizes().stream().filter(resize -> resize.at() > begin).forEach(resizes::add);
        return new PolicyRun(name, note, score, run.series(warmUp, SPANS), resizes);
    }
}
