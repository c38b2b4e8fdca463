package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something of SageMaker that can be scaled. Names follow SageMaker's rules, so that they are safe in a request. */
sealed interface Resource permits Variant, ServerlessVariant, Component {

    /** What a name may be: 1 to 63 letters, digits and hyphens, without a hyphen at its ends. */
    String NAME = "(?![^/]{64})[a-zA-Z0-9](?:-*[a-zA-Z0-9])*+";

    /** Returns the name that Application Auto Scaling has for it. */
    String scalableId();

    /** Returns what Application Auto Scaling calls the number that is changed. */
    String dimension();

    /** Returns what of SageMaker {@code target} names. */
    static Result<Resource> of(TargetId target) {
        if (target.scheme().equals(SageMakerAdapter.SCHEME)) {
            Matcher variant = Variant.PATH.matcher(target.path());
            if (variant.matches()) {
                return Result.ok(new Variant(variant.group(1), variant.group(2)));
            }
            Matcher serverless = ServerlessVariant.PATH.matcher(target.path());
            if (serverless.matches()) {
                return Result.ok(new ServerlessVariant(new Variant(serverless.group(1), serverless.group(2))));
            }
            Matcher component = Component.PATH.matcher(target.path());
            if (component.matches()) {
                return Result.ok(new Component(component.group(1)));
            }
        }
        return Result.failed(
                Fault.Kind.INVALID,
                target + ": must read " + Variant.EXAMPLE + " or " + ServerlessVariant.EXAMPLE + " or "
                        + Component.EXAMPLE
                        + ", each name 1 to 63 letters, digits and hyphens, without a hyphen at its ends");
    }

    /** Returns the pattern of a path of this kind with so many names. */
    static Pattern path(String kind, int names) {
        return Pattern.compile(kind + ("/(" + NAME + ")").repeat(names));
    }
}
