package dev.flyball.sagemaker;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * The SDK's default chain of credentials. A web identity token, as pods of EKS have one, is exchanged by a client that
 * is named here: the SDK would find its own only by reflection, which a native program could not do.
 */
final class DefaultCredentials {

    private final Supplier<? extends SdkHttpClient.Builder<?>> http;

    private AwsCredentialsProvider provider;

    DefaultCredentials(Supplier<? extends SdkHttpClient.Builder<?>> http) {
        this.http = http;
    }

    /** Returns the chain, the same for all clients, so that a token is exchanged once. */
    synchronized AwsCredentialsProvider provider() {
        if (provider == null) {
            provider = chain();
        }
        return provider;
    }

    private AwsCredentialsProvider chain() {
        AwsCredentialsProvider others = DefaultCredentialsProvider.builder().build();
        if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isEmpty()) {
            return others;
        }
        return AwsCredentialsProviderChain.builder()
                .credentialsProviders(
                        SystemPropertyCredentialsProvider.create(),
                        EnvironmentVariableCredentialsProvider.create(),
                        webIdentity(),
                        others)
                .build();
    }

    private AwsCredentialsProvider webIdentity() {
        StsClient sts = StsClient.builder()
                .httpClientBuilder(http.get())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts)
                .build();
    }
}
