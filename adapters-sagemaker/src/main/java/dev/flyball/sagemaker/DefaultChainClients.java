package dev.flyball.sagemaker;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * Makes each client when it is first asked for, with the SDK's default chains for region, credentials and endpoint, and
 * its adaptive retries, which wait longer and with jitter where AWS asks for fewer calls. A client that could not be
 * made is tried again at the next call: an instance role may appear later.
 */
final class DefaultChainClients implements AwsClients {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private final Duration timeLimit;
    private final DefaultCredentials credentials;
    private SageMakerClient sageMaker;
    private CloudWatchClient cloudWatch;
    private ApplicationAutoScalingClient autoScaling;

    DefaultChainClients(Duration timeLimit) {
        this.timeLimit = timeLimit;
        this.credentials = new DefaultCredentials(this::http);
    }

    @Override
    public synchronized SageMakerClient sageMaker() {
        if (sageMaker == null) {
            sageMaker = make(SageMakerClient::builder);
        }
        return sageMaker;
    }

    @Override
    public synchronized CloudWatchClient cloudWatch() {
        if (cloudWatch == null) {
            cloudWatch = make(CloudWatchClient::builder);
        }
        return cloudWatch;
    }

    @Override
    public synchronized ApplicationAutoScalingClient autoScaling() {
        if (autoScaling == null) {
            autoScaling = make(ApplicationAutoScalingClient::builder);
        }
        return autoScaling;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C make(Supplier<B> builder) {
        return builder.get()
                .httpClientBuilder(http())
                .credentialsProvider(credentials.provider())
                .overrideConfiguration(limits())
                .build();
    }

    // The HTTP client is named so that none is looked up as a service, which a native program could not do.
    private UrlConnectionHttpClient.Builder http() {
        Duration connect = timeLimit.compareTo(LONGEST_CONNECT) < 0 ? timeLimit : LONGEST_CONNECT;
        return UrlConnectionHttpClient.builder().connectionTimeout(connect).socketTimeout(timeLimit);
    }

    private ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(timeLimit)
                .retryStrategy(RetryMode.ADAPTIVE_V2)
                .build();
    }
}
