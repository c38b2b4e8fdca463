package dev.flyball.prometheus.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Makes HTTP clients that follow no redirect. All of them share a few threads, which are made with the first client:
 * they read answers and wait for none.
 */
public final class Clients {

    private static final int THREADS = 4;

    private final Duration connectLimit;
    private Optional<ExecutorService> threads = Optional.empty();

    /** Makes nothing yet; a connection that is not there after {@code connectLimit} is given up. */
    public Clients(Duration connectLimit) {
        this.connectLimit = connectLimit;
    }

    /** Makes a client that connects by itself, whatever proxy the machine has. */
    public HttpClient direct() {
        return builder().proxy(HttpClient.Builder.NO_PROXY).build();
    }

    /** Makes a client that uses the machine's proxy, and trusts what {@code tls} trusts or else what Java does. */
    public HttpClient trusting(Optional<SSLContext> tls) {
        HttpClient.Builder builder = builder().proxy(ProxySelector.getDefault());
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit)
                .executor(threads());
    }

    private synchronized ExecutorService threads() {
        if (threads.isEmpty()) {
            threads = Optional.of(Executors.newFixedThreadPool(THREADS, daemons()));
        }
        return threads.get();
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "flyball-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
