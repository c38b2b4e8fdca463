package dev.flyball.sagemaker;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * Makes each client when it is first asked for, with the SDK's default chains for region, credentials, endpoint and
 * retries. A client that could not be made is tried again at the next call: an instance role may appear later.
 */
final class DefaultChainClients implements AwsClients {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private final Duration timeLimit;
    private SageMakerClient sageMaker;
    private CloudWatchClient cloudWatch;

    DefaultChainClients(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    @Override
    public synchronized SageMakerClient sageMaker() {
        if (sageMaker == null) {
            sageMaker = SageMakerClient.builder()
                    .httpClientBuilder(http())
                    .overrideConfiguration(limits())
                    .build();
        }
        return sageMaker;
    }

    @Override
    public synchronized CloudWatchClient cloudWatch() {
        if (cloudWatch == null) {
            cloudWatch = CloudWatchClient.builder()
                    .httpClientBuilder(http())
                    .overrideConfiguration(limits())
                    .build();
        }
        return cloudWatch;
    }

    // The HTTP client is named so that none is looked up as a service, which a native program could not do.
    private UrlConnectionHttpClient.Builder http() {
        Duration connect = timeLimit.compareTo(LONGEST_CONNECT) < 0 ? timeLimit : LONGEST_CONNECT;
        return UrlConnectionHttpClient.builder().connectionTimeout(connect).socketTimeout(timeLimit);
    }

    private ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder().apiCallTimeout(timeLimit).build();
    }
}
