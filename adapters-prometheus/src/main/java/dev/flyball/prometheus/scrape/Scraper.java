package dev.flyball.prometheus.scrape;

import dev.flyball.core.result.Result;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.http.Get;
import dev.flyball.prometheus.http.HttpFaults;
import dev.flyball.prometheus.http.SideBySide;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the pages of servers, many at the same time. One page costs at most its time limit and {@link #MOST_BYTES}, and
 * only what is wanted of it is kept.
 */
final class Scraper {

    /** A large model server tells about 300 KB. */
    static final long MOST_BYTES = 4L << 20;

    private static final int AT_ONCE = 64;
    private static final int OK = 200;
    private static final Map<String, String> HEADERS = Map.of("Accept", "text/plain;version=0.0.4,*/*;q=0.1");

    private final Clients clients;
    private final Duration whole;
    private final Duration each;
    private final InstantSource clock;
    private Optional<HttpClient> client = Optional.empty();

    /**
     * Makes a scraper that has opened nothing.
     *
     * @param whole how long all pages of a round together may take; one page may take half of it, so that pages that
     *     hang leave time for the others
     */
    Scraper(Clients clients, Duration whole, InstantSource clock) {
        this.clients = clients;
        this.whole = whole;
        this.each = whole.dividedBy(2);
        this.clock = clock;
    }

    /** Returns what each page tells of the metrics that are wanted of it. */
    Map<URI, Result<Look>> read(Map<URI, Set<String>> wanted) {
        return new SideBySide(AT_ONCE, whole).ask(wanted.keySet(), page -> read(page, wanted.get(page)));
    }

    private CompletableFuture<Result<Look>> read(URI page, Set<String> wanted) {
        return new Get(page, HEADERS, each, MOST_BYTES)
                .send(client(), new Exposition(wanted))
                .handle((answer, failure) -> failure == null
                        ? look(page, answer)
                        : Result.failed(HttpFaults.ofFailure(failure, page.toString(), each)));
    }

    private Result<Look> look(URI page, Get.Answer<List<Series>> answer) {
        return answer.status() == OK
                ? Result.ok(new Look(clock.instant(), answer.body()))
                : Result.failed(HttpFaults.ofStatus(answer.status(), answer.location(), page.toString(), ""));
    }

    private synchronized HttpClient client() {
        if (client.isEmpty()) {
            client = Optional.of(clients.direct());
        }
        return client.get();
    }
}
