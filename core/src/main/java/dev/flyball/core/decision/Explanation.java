package dev.flyball.core.decision;

import dev.flyball.core.demand.CapacityEstimate;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.StringJoiner;

/** Tells a decision in plain words. Pure; the words may change, the codes in them do not. */
public final class Explanation {

    private Explanation() {}

    /**
     * Returns one line: what happens to the size, the code, what each signal asked for, and what held it back. For
     * example {@code 2 -> 5 servers LOAD_ABOVE_TARGET: cpu 1.2 of 0.5 needs 4.8}.
     */
    public static String line(Decision decision) {
        StringJoiner parts = new StringJoiner("; ");
        if (decision.fleet() instanceof Result.Failed<Fleet> failed) {
            parts.add("the target is " + failed.fault().kind());
        } else {
            decision.demands().forEach(demand -> parts.add(demand(demand)));
        }
        decision.forecast().ifPresent(forecast -> parts.add(forecast(forecast)));
        for (Limit limit : decision.limits()) {
            parts.add(limit.from() + " -> " + limit.to() + " since "
                    + limit.reason().text()
                    + limit.until()
                            .map(until -> " (until " + until.truncatedTo(ChronoUnit.SECONDS) + ")")
                            .orElse(""));
        }
        decision.found()
                .ifPresent(found -> parts.add("found at " + found.to() + " servers, was left at " + found.from()
                        + ": changed by someone else, or rolled back by the platform"));
        return move(decision) + sizes(decision) + " " + decision.reason() + ": " + parts;
    }

    private static String sizes(Decision decision) {
        return decision.change()
                .flatMap(Change::serverSize)
                .map(name -> ", each made " + name)
                .orElse(decision.serverSize().map(name -> " of " + name).orElse(""));
    }

    private static String move(Decision decision) {
        if (decision.fleet() instanceof Result.Ok<Fleet> ok && ok.value().wanted() != decision.size()) {
            return ok.value().wanted() + " -> " + decision.size() + " servers";
        }
        return "stay at " + servers(decision.size());
    }

    static String servers(int count) {
        return count + (count == 1 ? " server" : " servers");
    }

    /** Returns what one signal asked for, or what sort of fault kept it from being read. */
    public static String demand(Demand demand) {
        if (demand instanceof Demand.Known known) {
            return known.query().signal() + " " + number(known.load()) + " of "
                    + number(known.setPoint().value())
                    + (known.setPoint().unit() == SetPoint.Unit.PER_SERVER ? " per server" : "") + " needs "
                    + (known.partial() ? "at least " : "") + number(known.servers())
                    + (known.beyond() ? ", estimated beyond full servers" : "")
                    + known.learned().map(Explanation::learned).orElse("");
        }
        Demand.Unknown unknown = (Demand.Unknown) demand;
        return unknown.query().signal() + " is " + unknown.fault().kind();
    }

    static String learned(CapacityEstimate capacity) {
        String within = " within " + number(capacity.within().toMillis() / 1000.0) + " s";
        return switch (capacity.knowledge()) {
            case NONE -> ", not learned yet what a server carries" + within;
            case CARRIED -> ", learned: a server carries at least " + number(capacity.load()) + within;
            case BOUNDED -> ", learned: a server carries " + number(capacity.load()) + within;
            case OVERLOADED ->
                ", learned: a server does not carry " + number(capacity.load() * Saturation.GROWTH) + within;
        };
    }

    private static String forecast(Forecast forecast) {
        return "in " + forecast.horizon().toSeconds() + " s the load fills " + number(forecast.median())
                + " servers more likely than not, and being ready for " + number(forecast.covered()) + " is worth it: "
                + forecast.servers() + because(forecast);
    }

    /** What the forecast adds to the load as it is, and why. */
    private static String because(Forecast forecast) {
        double now = Math.ceil(forecast.present() - 1e-9);
        return switch (forecast.cause()) {
            case PRESENT -> ", which the load needs now";
            case LOAD -> forecast.servers() > now ? ", where the load needs " + number(now) + " now" : "";
            case BACKLOG -> ", to work off what would still wait then";
            case SURGE -> ", since the load outgrows the servers";
        };
    }

    static String number(double value) {
        boolean plain = value == 0 || value >= 0.005 && value < 1e7;
        return new DecimalFormat(plain ? "0.##" : "0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value);
    }
}
