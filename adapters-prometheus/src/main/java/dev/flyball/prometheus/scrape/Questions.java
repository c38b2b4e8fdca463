package dev.flyball.prometheus.scrape;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One signal, asked of each server of a fleet.
 *
 * @param query the signal
 * @param quantity what is made of the answers
 * @param pages where each server that is ready is asked, by its id
 */
record Questions(Query query, Quantity quantity, Map<String, URI> pages) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** Works out whom to ask. */
    static Result<Questions> of(Query query, ScrapeQuery plan, Optional<Fleet> fleet) {
        if (fleet.isEmpty()) {
            return Result.failed(Fault.Kind.MISSING, "the servers of " + query.target() + " are not known");
        }
        List<Server> ready = fleet.get().servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .toList();
        Map<String, URI> pages = new LinkedHashMap<>();
        ready.forEach(server -> server.address()
                .flatMap(address -> uri(address, plan.page()))
                .ifPresent(uri -> pages.put(server.id(), uri)));
        if (pages.isEmpty() && !ready.isEmpty()) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    query.signal() + " cannot be read from the servers of " + query.target()
                            + ", since the platform tells no address of them; use another signal");
        }
        return Result.ok(new Questions(query, plan.quantity(), pages));
    }

    private static Optional<URI> uri(String address, Page page) {
        boolean literal = IPV6.matcher(address).matches();
        return literal || HOST.matcher(address).matches()
                ? Optional.of(URI.create(
                        "http://" + (literal ? "[" + address + "]" : address) + ":" + page.port() + page.path()))
                : Optional.empty();
    }

    /** Makes a reading of what the pages told; a server that told nothing of use has no sample. */
    Result<Reading> answer(Map<URI, Result<Look>> looks, Past.OfQuery past, Instant at) {
        Map<String, Sample> samples = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        pages.forEach((server, page) -> {
            Result<Sample> sample = looks.get(page).then(look -> sample(server, page, look, past));
            if (sample instanceof Result.Ok<Sample> ok) {
                samples.put(server, ok.value());
            } else if (sample instanceof Result.Failed<Sample> failed) {
                faults.add(failed.fault());
            }
        });
        past.keep(pages.keySet());
        if (samples.isEmpty() && !faults.isEmpty()) {
            Fault first = faults.get(0);
            String others = faults.size() == 1 ? "" : " (and none of " + (faults.size() - 1) + " other servers)";
            return Result.failed(first.kind(), first.message() + others);
        }
        Instant newest = samples.values().stream()
                .flatMap(sample -> sample.time().stream())
                .max(Instant::compareTo)
                .orElse(at);
        return Result.ok(new Reading.PerServer(samples, newest));
    }

    private Result<Sample> sample(String server, URI page, Look look, Past.OfQuery past) {
        Optional<Look> before =
                quantity.needsPast() ? past.replace(server, page, look.only(quantity)) : Optional.empty();
        Result<Sample> sample = Measure.of(quantity, look, before);
        return sample instanceof Result.Failed<Sample> failed
                ? Result.failed(
                        failed.fault().kind(),
                        query.signal() + " cannot be read from server " + server + " at " + page + ": "
                                + failed.fault().message())
                : sample;
    }
}
