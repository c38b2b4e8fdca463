package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceComponentResponse;
import software.amazon.awssdk.services.sagemaker.model.InferenceComponentRuntimeConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.InferenceComponentStatus;

/** Reads the copies of an inference component. Which states forbid a change is not documented: all but InService. */
final class ComponentFleets {

    private ComponentFleets() {}

    static Result<Fleet> of(Component component, DescribeInferenceComponentResponse described) {
        String status = described.inferenceComponentStatusAsString();
        String said = component + " is " + status
                + Optional.ofNullable(described.failureReason())
                        .map(reason -> " (" + AwsFaults.oneLine(reason) + ")")
                        .orElse("");
        return switch (InferenceComponentStatus.fromValue(String.valueOf(status))) {
            case IN_SERVICE -> copies(component, described, Optional.empty());
            case CREATING, UPDATING -> copies(component, described, Optional.of(new Transition(status)));
            case FAILED ->
                Result.failed(
                        Fault.Kind.REFUSED, said + "; update it to a specification that works, or create it again");
            case DELETING -> Result.failed(Fault.Kind.REFUSED, said + "; take it out of the targets");
            case UNKNOWN_TO_SDK_VERSION ->
                Result.failed(
                        Fault.Kind.INVALID, said + ", a status that this version does not know; nothing is changed");
        };
    }

    /** Returns how many copies were asked for, if SageMaker says so. */
    static OptionalInt asked(DescribeInferenceComponentResponse described) {
        return described.runtimeConfig() == null || described.runtimeConfig().desiredCopyCount() == null
                ? OptionalInt.empty()
                : OptionalInt.of(described.runtimeConfig().desiredCopyCount());
    }

    private static Result<Fleet> copies(
            Component component, DescribeInferenceComponentResponse described, Optional<Transition> transition) {
        InferenceComponentRuntimeConfigSummary runtime = described.runtimeConfig();
        if (runtime == null || runtime.desiredCopyCount() == null || runtime.currentCopyCount() == null) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    component + " has no copy count while it is " + described.inferenceComponentStatusAsString()
                            + "; the next round asks again");
        }
        return Counts.fleet(
                component,
                runtime.desiredCopyCount(),
                runtime.currentCopyCount(),
                new Version(String.valueOf(described.lastModifiedTime())),
                transition);
    }
}
