package dev.flyball.prometheus.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads an answer up to a limit; what is longer is cut off, and with it the connection. */
final class LimitedSubscriber<T> implements BodySubscriber<T> {

    private final Body<T> body;
    private final long limit;
    private final CompletableFuture<T> made = new CompletableFuture<>();
    private Subscription subscription;
    private long taken;

    LimitedSubscriber(Body<T> body, long limit) {
        this.body = body;
        this.limit = limit;
    }

    @Override
    public CompletionStage<T> getBody() {
        return made;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
        try {
            for (ByteBuffer chunk : chunks) {
                taken += chunk.remaining();
                if (taken > limit) {
                    throw new TooLargeException(limit);
                }
                body.take(chunk);
            }
            subscription.request(1);
        } catch (RuntimeException refused) {
            subscription.cancel();
            made.completeExceptionally(refused);
        }
    }

    @Override
    public void onError(Throwable failure) {
        made.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            made.complete(body.end());
        } catch (RuntimeException refused) {
            made.completeExceptionally(refused);
        }
    }
}
