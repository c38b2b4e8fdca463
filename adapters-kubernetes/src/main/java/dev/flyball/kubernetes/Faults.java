package dev.flyball.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Turns what went wrong outside into a fault that says what to do. */
final class Faults {

    private static final int SERVER_ERRORS = 500;
    private static final int UNAVAILABLE = 503;

    private final KubernetesApi api;
    private final Duration limit;

    Faults(KubernetesApi api, Duration limit) {
        this.api = api;
        this.limit = limit;
    }

    Fault of(Throwable failure, Asked asked) {
        return Causes.find(failure, FaultException.class)
                .map(FaultException::fault)
                .or(() -> Causes.find(failure, ApiException.class).map(answer -> refused(answer, asked)))
                .or(() -> noAnswer(failure, asked))
                .orElseGet(() -> new Fault(
                        Kind.INTERNAL,
                        asked.what() + " failed in the Kubernetes adapter: "
                                + failure.getClass().getName() + ": " + Causes.describe(failure)));
    }

    private Fault refused(ApiException answer, Asked asked) {
        String said = answer.getMessage();
        return switch (answer.status()) {
            case 401 ->
                new Fault(
                        Kind.UNAUTHENTICATED,
                        api.server() + " does not accept the credentials of " + api.user() + ": " + said
                                + "; they are missing, wrong or expired");
            case 403 -> forbidden(said, asked);
            case 404 -> new Fault(Kind.NOT_FOUND, asked.absent() + " on " + api.server() + ": " + said);
            case 429 ->
                new Fault(
                        Kind.RATE_LIMITED,
                        api.server() + " asks to be called less often (" + asked.what() + "): " + said);
            default -> other(answer, asked);
        };
    }

    private Fault forbidden(String said, Asked asked) {
        // An admission webhook or a quota says no with 403, too, but no RBAC rule changes its mind.
        if (said.contains("denied the request") || said.contains("exceeded quota")) {
            return new Fault(Kind.REFUSED, asked.what() + " was denied: " + said);
        }
        return asked.right()
                .map(right -> right.missing(said))
                .orElseGet(() -> new Fault(Kind.FORBIDDEN, api.user() + " may not " + asked.what() + ": " + said));
    }

    private Fault other(ApiException answer, Asked asked) {
        Optional<Right> metrics = asked.right().filter(Right::isForMetrics);
        if (metrics.isPresent() && answer.status() == UNAVAILABLE) {
            return new Fault(
                    Kind.UNREACHABLE,
                    "the metrics API (" + metrics.get().group() + ") is not available: " + answer.getMessage()
                            + "; see whether what offers it runs, such as metrics-server for metrics.k8s.io: kubectl"
                            + " get apiservices");
        }
        return new Fault(
                answer.status() >= SERVER_ERRORS ? Kind.UNREACHABLE : Kind.REFUSED,
                api.server() + " answered " + answer.status() + " to " + asked.what() + ": " + answer.getMessage());
    }

    private Optional<Fault> noAnswer(Throwable failure, Asked asked) {
        if (isTimeout(failure)) {
            return Optional.of(new Fault(
                    Kind.TIMED_OUT,
                    "no answer from " + api.server() + " within " + limit.toMillis() + " ms to " + asked.what()));
        }
        if (Causes.find(failure, JsonProcessingException.class).isPresent()) {
            return Optional.of(new Fault(
                    Kind.INVALID,
                    api.server() + " answered " + asked.what() + " with something else than expected: "
                            + Causes.describe(failure)));
        }
        return Causes.find(failure, IOException.class)
                .<Exception>map(broken -> broken)
                .or(() -> Causes.find(failure, VertxException.class))
                .map(broken -> new Fault(
                        Kind.UNREACHABLE,
                        "no connection to " + api.server() + " (" + asked.what() + "): " + Causes.describe(failure)));
    }

    private static boolean isTimeout(Throwable failure) {
        return Causes.find(failure, TimeoutException.class).isPresent()
                || Causes.find(failure, io.smallrye.mutiny.TimeoutException.class)
                        .isPresent()
                || Causes.find(failure, ConnectTimeoutException.class).isPresent();
    }
}
