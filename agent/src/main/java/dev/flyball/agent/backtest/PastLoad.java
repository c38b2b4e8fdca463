package dev.flyball.agent.backtest;

import dev.flyball.agent.backtest.RecordedLoad.Placed;
import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.History.Point;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.simulation.Trace.Rate;
import java.util.ArrayList;
import java.util.List;

/** Reads a load from what a source of signals keeps of the past. */
public final class PastLoad {

    private PastLoad() {}

    /**
     * Reads a load of requests a second. Points that are not numbers are missing, so they make gaps.
     *
     * @throws BadLoad if there is none, or it is none; the message says why
     */
    public static RecordedLoad read(Signals signals, Query query, Interval interval, Gaps gaps) throws BadLoad {
        Result<History> answer = signals.history(query, interval);
        if (answer instanceof Result.Failed<History> failed) {
            throw new BadLoad(failed.fault().message());
        }
        List<Placed> windows = new ArrayList<>();
        double step = interval.step().toMillis() / 1000.0;
        for (Point point : ((Result.Ok<History>) answer).value().points()) {
            if (!Double.isNaN(point.value())) {
                // A point tells of the time before it.
                double second = point.time().toEpochMilli() / 1000.0 - step;
                windows.add(new Placed(point.time().toString(), new Rate(second, point.value())));
            }
        }
        return RecordedLoad.of(windows, gaps);
    }
}
