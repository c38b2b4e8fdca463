package dev.flyball.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.util.Optional;

/** Questions, and what comes of them. */
public final class Asked {

    public static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");

    private Asked() {}

    public static Query promql(String text) {
        return promql(text, Reads.TOTAL);
    }

    public static Query promql(String text, Reads reads) {
        return new Query(CHAT, "prometheus", Optional.of(new Expression(text, reads)));
    }

    public static <T> T value(Result<T> result) {
        assertThat(result).isInstanceOf(Result.Ok.class);
        return ((Result.Ok<T>) result).value();
    }

    public static Fault fault(Result<?> result) {
        assertThat(result).isInstanceOf(Result.Failed.class);
        return ((Result.Failed<?>) result).fault();
    }
}
