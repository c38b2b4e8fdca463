package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells what an exception of the AWS SDK means. */
final class AwsFaults {

    private static final Set<String> FORBIDDEN =
            Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "NotAuthorized");

    private static final Set<String> UNAUTHENTICATED = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private static final Set<String> IN_PROGRESS =
            Set.of("Cannot update in-progress endpoint", "Cannot update in-progress inference component");

    private static final Set<String> BUSY = Set.of("ConcurrentUpdateException", "LimitExceededException");

    private static final int NOT_IMPLEMENTED = 501;

    private static final Pattern RESOURCE = Pattern.compile("on resource: (arn:[^\\s\"\\\\]+)");

    private AwsFaults() {}

    static Fault of(Action action, RuntimeException exception) {
        if (exception instanceof AwsServiceException answer) {
            return answered(action, answer);
        }
        if (exception instanceof SdkClientException) {
            return notAnswered(action, exception);
        }
        return new Fault(Fault.Kind.INTERNAL, action.name() + " for " + action.subject() + ": " + exception);
    }

    /** Tells whether an endpoint refused a change only because another one is still on its way. */
    static boolean busy(RuntimeException exception) {
        return exception instanceof AwsServiceException answer
                && code(answer).equals("ValidationException")
                && IN_PROGRESS.stream().anyMatch(message(answer)::startsWith);
    }

    /** Tells whether AWS did not understand or not want what was asked. */
    static boolean invalid(RuntimeException exception) {
        return exception instanceof AwsServiceException answer && code(answer).equals("ValidationException");
    }

    static String message(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.errorMessage())
                .map(AwsFaults::oneLine)
                .orElse("no message");
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.errorCode())
                .orElse("");
    }

    private static Fault answered(Action action, AwsServiceException answer) {
        String code = code(answer);
        String said = action.name() + " for " + action.subject() + ": " + (code.isEmpty() ? "" : code + ": ")
                + message(answer);
        if (FORBIDDEN.contains(code)) {
            return forbidden(action, message(answer));
        }
        if (UNAUTHENTICATED.contains(code)) {
            return new Fault(
                    Fault.Kind.UNAUTHENTICATED,
                    said + "; renew the AWS credentials, and check AWS_REGION and this machine's clock");
        }
        if (code.equals("FailedResourceAccessException")) {
            return new Fault(
                    Fault.Kind.FORBIDDEN,
                    said + "; the role of the scaling policy lacks a right: let it call cloudwatch:DescribeAlarms");
        }
        if (answer.statusCode() == NOT_IMPLEMENTED) {
            return new Fault(Fault.Kind.UNSUPPORTED, said + "; what answers here does not know this call");
        }
        if (answer.isThrottlingException() || BUSY.contains(code)) {
            return new Fault(
                    Fault.Kind.RATE_LIMITED,
                    said + "; the limit is shared by the account and region; the next round asks again");
        }
        if (code.equals("ResourceLimitExceeded")) {
            return new Fault(
                    Fault.Kind.REFUSED,
                    said
                            + "; the account's quota is used up: raise it in Service Quotas, or lower FLYBALL_MAX_SERVERS");
        }
        if (notFound(code, message(answer))) {
            return new Fault(
                    Fault.Kind.NOT_FOUND, said + "; check the name in the resource, AWS_REGION, and the AWS account");
        }
        if (answer.statusCode() >= 500) {
            return new Fault(
                    Fault.Kind.UNREACHABLE,
                    said + " (HTTP " + answer.statusCode() + "); AWS has a problem; the next round asks again");
        }
        return new Fault(Fault.Kind.REFUSED, said);
    }

    // SageMaker has no error code of its own for a missing endpoint or variant.
    private static boolean notFound(String code, String message) {
        return code.equals("ResourceNotFound")
                || code.equals("ObjectNotFoundException")
                || code.equals("ValidationException")
                        && (message.startsWith("Could not find")
                                || message.contains("not present within endpoint configuration"));
    }

    static Fault forbidden(Action action, String reason) {
        Matcher resource = RESOURCE.matcher(reason);
        String granted = resource.find() ? resource.group(1) : action.resource();
        return new Fault(
                Fault.Kind.FORBIDDEN,
                action.name() + " for " + action.subject() + " is not allowed: " + reason
                        + "; add to the caller's IAM policy: " + action.statement(granted));
    }

    private static Fault notAnswered(Action action, RuntimeException exception) {
        String call = action.name() + " for " + action.subject();
        if (anyMessage(exception, "Unable to load credentials")) {
            return new Fault(
                    Fault.Kind.UNAUTHENTICATED,
                    "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,"
                            + " or give the container or instance a role"
                            + unusedToken(exception));
        }
        if (anyMessage(exception, "Unable to load region")) {
            return new Fault(
                    Fault.Kind.UNREACHABLE,
                    "no AWS region is set: set AWS_REGION, for example AWS_REGION=eu-central-1");
        }
        if (exception instanceof ApiCallTimeoutException
                || exception instanceof ApiCallAttemptTimeoutException
                || exception instanceof AbortedException
                || cause(exception, SocketTimeoutException.class).isPresent()) {
            return new Fault(Fault.Kind.TIMED_OUT, call + ": no answer in time; the next round asks again");
        }
        return cause(exception, IOException.class)
                .map(broken -> new Fault(
                        Fault.Kind.UNREACHABLE,
                        call + ": " + oneLine(broken.toString())
                                + "; check the network, the proxy, AWS_REGION and AWS_ENDPOINT_URL"))
                .orElseGet(() -> new Fault(
                        Fault.Kind.INTERNAL,
                        call + ": the AWS SDK failed: " + oneLine(String.valueOf(exception.getMessage()))));
    }

    /** A token that is there and does not work is what its user wants to hear about. */
    private static String unusedToken(RuntimeException exception) {
        return SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE
                .getStringValue()
                .map(file -> "; the web identity token in " + file + " did not work: "
                        + oneLine(String.valueOf(exception.getMessage())))
                .orElse("");
    }

    private static boolean anyMessage(Throwable exception, String start) {
        return causes(exception)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith(start));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable exception, Class<T> type) {
        return causes(exception).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
    }
}
