package dev.flyball.sagemaker;

import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The services this module calls. Asking for a client may throw what the AWS SDK throws when it finds no region. */
interface AwsClients {

    SageMakerClient sageMaker();

    CloudWatchClient cloudWatch();

    ApplicationAutoScalingClient autoScaling();
}
