package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.FaultException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static final Asked POD_METRICS = Asked.podMetrics("shop");

    private final Faults faults = new Faults(new FakeApi(), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, UNAUTHENTICATED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "409, REFUSED",
        "410, REFUSED",
        "429, RATE_LIMITED",
        "500, UNREACHABLE",
        "502, UNREACHABLE",
        "503, UNREACHABLE",
        "504, UNREACHABLE"
    })
    void theKindComesFromTheStatusAndTheServersWordsAreKept(int status, Kind kind) {
        Fault fault = faults.of(new CompletionException(new ApiException(status, "its words")), POD_METRICS);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.message()).contains("its words");
    }

    @Test
    void anAnswerThatDoesNotComeIsTimedOut() {
        assertThat(faults.of(new RuntimeException(new TimeoutException()), POD_METRICS))
                .isEqualTo(new Fault(
                        Kind.TIMED_OUT,
                        "no answer from https://api.example:6443 within 5000 ms to list pods in API group"
                                + " \"metrics.k8s.io\" in namespace shop"));
        assertThat(faults.of(new io.smallrye.mutiny.TimeoutException(), POD_METRICS)
                        .kind())
                .isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void aBrokenConnectionIsUnreachableAndAnswersThatAreNoJsonInvalid() {
        assertThat(faults.of(new RuntimeException(new ConnectException("Connection refused")), POD_METRICS))
                .extracting(Fault::kind, Fault::message)
                .containsExactly(
                        Kind.UNREACHABLE,
                        "no connection to https://api.example:6443 (list pods in API group \"metrics.k8s.io\" in"
                                + " namespace shop): Connection refused");
        assertThat(faults.of(new IOException("Connection was closed"), POD_METRICS)
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(faults.of(new HttpClosedException("Connection was closed"), POD_METRICS)
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(faults.of(new RuntimeException(new JsonParseException(null, "Unexpected character")), POD_METRICS)
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void aFaultInWordsIsKeptAndAnythingElseIsADefect() {
        Fault fault = new Fault(Kind.INVALID, "odd");
        assertThat(faults.of(new CompletionException(new FaultException(fault.kind(), "odd")), POD_METRICS))
                .isEqualTo(fault);
        assertThat(faults.of(new IllegalStateException("oops"), POD_METRICS))
                .extracting(Fault::kind)
                .isEqualTo(Kind.INTERNAL);
    }
}
