package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.AccessReview;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Asks the server whether a right is missing, without making use of it. */
record Lacks(KubernetesApi api, Calls calls) {

    /** Yields the fault that a right is missing, or why that cannot be known; never fails. */
    Uni<Optional<Fault>> of(Right right) {
        return calls.askOnce(Asked.review(), api.review(right.question()))
                .map(answer -> answer.then(review -> judged(review, right)))
                .map(judged -> judged instanceof Result.Failed<AccessReview> failed
                        ? Optional.of(failed.fault())
                        : Optional.empty());
    }

    private Result<AccessReview> judged(AccessReview review, Right right) {
        if (review.status() == null) {
            return Result.failed(
                    Fault.Kind.INVALID, api.server() + " did not answer whether " + api.user() + " may " + right);
        }
        if (!review.status().allowed()) {
            String reason = review.status().reason();
            String said = reason == null || reason.isBlank() ? "" : " (" + reason + ")";
            return Result.failed(right.missing(api.server() + " does not allow it to " + api.user() + said));
        }
        return Result.ok(review);
    }
}
