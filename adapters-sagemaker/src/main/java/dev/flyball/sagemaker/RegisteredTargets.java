package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;

/**
 * Reads what Application Auto Scaling was told to do with SageMaker in this account and region. Reading blocks, and may
 * be done from any thread.
 */
public final class RegisteredTargets {

    private static final Pattern VARIANT = Pattern.compile("endpoint/([^/]+)/variant/([^/]+)");

    private final Registrations registrations;

    /**
     * Makes a reader that has opened nothing yet.
     *
     * @param timeLimit how long one call may take, its retries included
     */
    public RegisteredTargets(Duration timeLimit) {
        this.registrations = new Registrations(new DefaultChainClients(timeLimit));
    }

    /** Returns all that is registered, by name, or why it could not be read. */
    public Result<List<RegisteredTarget>> read() {
        return registrations.targets().then(targets -> registrations
                .policies()
                .then(policies -> Result.ok(targets.stream()
                        .map(target -> registered(target, policies))
                        .sorted(Comparator.comparing(RegisteredTarget::id))
                        .toList())));
    }

    private static RegisteredTarget registered(ScalableTarget target, List<ScalingPolicy> policies) {
        return new RegisteredTarget(
                target.resourceId(),
                target(target.resourceId(), target.scalableDimensionAsString()),
                target.minCapacity(),
                target.maxCapacity(),
                policies.stream()
                        .filter(policy -> Registrations.of(target, policy))
                        .map(TrackingPolicies::load)
                        .toList());
    }

    private static Result<TargetId> target(String id, String dimension) {
        Matcher variant = VARIANT.matcher(id);
        String path =
                switch (dimension) {
                    case Variant.DIMENSION -> variant.replaceFirst("variant/$1/$2");
                    case ServerlessVariant.DIMENSION -> variant.replaceFirst("serverless/$1/$2");
                    default -> id;
                };
        try {
            TargetId target = new TargetId(SageMakerAdapter.SCHEME, path);
            return Resource.of(target).then(known -> Result.ok(target));
        } catch (IllegalArgumentException odd) {
            return Result.failed(Fault.Kind.INVALID, id + " is not a name that SageMaker gives");
        }
    }
}
