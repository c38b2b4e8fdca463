package dev.flyball.agent.backtest;

import dev.flyball.agent.backtest.RecordedLoad.Placed;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.History.Point;
import dev.flyball.core.simulation.Trace.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a load from what a source of signals keeps of the past. */
public final class PastLoad {

    private PastLoad() {}

    /**
     * Reads a load of requests a second. Each point tells of the time before it; those that are not numbers are
     * missing, so they make gaps.
     *
     * @throws BadLoad if there is none, or it is none; the message says why
     */
    public static RecordedLoad read(Result<History> answer, Duration step, Gaps gaps) throws BadLoad {
        if (answer instanceof Result.Failed<History> failed) {
            throw new BadLoad(failed.fault().message());
        }
        List<Placed> windows = new ArrayList<>();
        double before = step.toMillis() / 1000.0;
        for (Point point : ((Result.Ok<History>) answer).value().points()) {
            if (!Double.isNaN(point.value())) {
                double second = point.time().toEpochMilli() / 1000.0 - before;
                windows.add(new Placed(point.time().toString(), new Rate(second, point.value())));
            }
        }
        return RecordedLoad.of(windows, gaps);
    }
}
