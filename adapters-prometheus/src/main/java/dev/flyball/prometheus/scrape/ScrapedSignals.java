package dev.flyball.prometheus.scrape;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.http.Clients;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads signals from the servers themselves: those of the fleets that are ready, and nobody else. Several signals of
 * one server are read together. What counters told is remembered until the next round, for servers that are still
 * there.
 */
public final class ScrapedSignals implements Signals {

    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Scraper scraper;
    private final Past past = new Past();

    /**
     * Makes the way to the servers; nothing is opened yet.
     *
     * @param limit how long all servers of a round together may take
     * @param clock tells when a server answered
     */
    public ScrapedSignals(Clients clients, Duration limit, InstantSource clock) {
        this.scraper = new Scraper(clients, limit, clock);
    }

    /** Returns the signals that there are. */
    public static Map<String, SignalKind> kinds() {
        Map<String, SignalKind> kinds = new HashMap<>();
        for (Preset preset : Presets.all()) {
            SignalKind kind = kind(preset.unit(), preset.saturates(), ExpressionUse.OPTIONAL)
                    .of(preset.burden());
            kinds.put(preset.name(), preset.waits() ? kind.waiting() : kind);
        }
        kinds.put(ScrapeQuery.ANY, kind(SetPoint.Unit.PER_SERVER, false, ExpressionUse.REQUIRED));
        return kinds;
    }

    private static SignalKind kind(SetPoint.Unit unit, boolean saturates, ExpressionUse expression) {
        return new SignalKind(unit, Optional.empty(), MAX_AGE, Reads.PER_SERVER, saturates, expression);
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<Questions>> questions = new HashMap<>();
        Map<URI, Set<String>> wanted = new HashMap<>();
        for (Query query : queries) {
            Result<Questions> asked = ScrapeQuery.of(query)
                    .then(plan -> Questions.of(query, plan, Optional.ofNullable(fleets.get(query.target()))));
            questions.put(query, asked);
            if (asked instanceof Result.Ok<Questions> ok) {
                Questions known = ok.value();
                known.pages().values().forEach(page -> known.quantity().names().forEach(name -> wanted.computeIfAbsent(
                                page, none -> new HashSet<>())
                        .add(name)));
            }
        }
        Map<URI, Result<Look>> looks = scraper.read(wanted);
        Map<Query, Result<Reading>> readings = new HashMap<>();
        questions.forEach(
                (query, asked) -> readings.put(query, asked.then(known -> known.answer(looks, past.of(query), at))));
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(
                Fault.Kind.MISSING, query.signal() + " of " + query.target() + ": the servers keep no past");
    }
}
