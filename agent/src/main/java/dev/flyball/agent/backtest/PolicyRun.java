package dev.flyball.agent.backtest;

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
        List<Run.Resize> resizes = new ArrayList<>(run.resizes());
        resizes.add(0, new Run.Resize(0, run.paid(0)));
        return new PolicyRun(name, note, run.score(warmUp), run.series(warmUp, SPANS), resizes);
    }
}
