package dev.flyball.sagemaker;

/** An error as a service of AWS answers with it. */
final class AwsError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
