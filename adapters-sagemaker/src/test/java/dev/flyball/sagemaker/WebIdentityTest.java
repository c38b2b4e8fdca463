package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials of a pod of EKS: a token in a file, exchanged for keys of a role. */
class WebIdentityTest {

    private static final TargetId BLUE = target("variant/chat/blue");

    @TempDir
    private Path directory;

    private final EmulatedAws aws = new EmulatedAws();

    @BeforeEach
    void giveAToken() throws IOException {
        Path token = directory.resolve("token");
        Files.writeString(token, "pod-7");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.webIdentityTokenFile", token.toString());
        System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/flyball");
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.webIdentityTokenFile");
        System.clearProperty("aws.roleArn");
        aws.close();
    }

    @Test
    void theTokenIsExchangedOnceForKeys() {
        assertThat(observe()).isInstanceOf(Result.Ok.class);

        assertThat(aws.calls()).containsOnlyOnce("sts:AssumeRoleWithWebIdentity");
        assertThat(aws.lastAuthorization()).contains("Credential=of-pod-7/");
    }

    @Test
    void aTokenThatIsNotTakenIsNamed() {
        aws.refuse(
                "sts:AssumeRoleWithWebIdentity",
                new AwsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));

        assertThat(((Result.Failed<Fleet>) observe()).fault()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
            assertThat(fault.message())
                    .contains("web identity token in " + directory.resolve("token"), "AssumeRoleWithWebIdentity");
        });
    }

    private Result<Fleet> observe() {
        return new SageMakerAdapter(Duration.ofSeconds(20), Instant::now, Runnable::run)
                .targets()
                .orElseThrow()
                .observe(List.of(BLUE), Instant.now())
                .get(BLUE);
    }
}
