package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A production variant of an endpoint. Both names follow SageMaker's rules, so that they are safe in a request. */
record Variant(String endpoint, String name) {

    static final String EXAMPLE = "sagemaker:variant/ENDPOINT/VARIANT";

    private static final String NAME = "(?![^/]{64})[a-zA-Z0-9](?:-*[a-zA-Z0-9])*+";

    static final Pattern PATH = Pattern.compile("variant/(" + NAME + ")/(" + NAME + ")");

    static Result<Variant> of(TargetId target) {
        Matcher path = PATH.matcher(target.path());
        if (!target.scheme().equals(SageMakerAdapter.SCHEME) || !path.matches()) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    target + ": must read " + EXAMPLE
                            + ", each name 1 to 63 letters, digits and hyphens, without a hyphen at its ends");
        }
        return Result.ok(new Variant(path.group(1), path.group(2)));
    }

    @Override
    public String toString() {
        return "variant " + name + " of endpoint " + endpoint;
    }
}
