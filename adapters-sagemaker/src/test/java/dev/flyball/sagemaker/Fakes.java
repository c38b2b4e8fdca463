package dev.flyball.sagemaker;

import dev.flyball.core.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointsResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointWeightsAndCapacitiesRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointWeightsAndCapacitiesResponse;

/** The two services in memory, and shorthands for what they say. */
final class Fakes implements AwsClients {

    static final Instant MODIFIED = Instant.parse("2026-03-01T10:00:00Z");

    final List<DescribeEndpointRequest> described = new CopyOnWriteArrayList<>();
    final List<UpdateEndpointWeightsAndCapacitiesRequest> updated = new CopyOnWriteArrayList<>();
    final List<GetMetricDataRequest> metrics = new CopyOnWriteArrayList<>();

    private final Function<String, DescribeEndpointResponse> endpoints;
    private final Function<GetMetricDataRequest, GetMetricDataResponse> points;

    private Fakes(
            Function<String, DescribeEndpointResponse> endpoints,
            Function<GetMetricDataRequest, GetMetricDataResponse> points) {
        this.endpoints = endpoints;
        this.points = points;
    }

    static Fakes withEndpoints(Function<String, DescribeEndpointResponse> endpoints) {
        return new Fakes(endpoints, request -> GetMetricDataResponse.builder().build());
    }

    static Fakes withMetrics(Function<GetMetricDataRequest, GetMetricDataResponse> points) {
        return new Fakes(name -> endpoint(EndpointStatus.IN_SERVICE, variant("blue", 1, 1)), points);
    }

    static TargetId target(String path) {
        return new TargetId("sagemaker", path);
    }

    static DescribeEndpointResponse endpoint(EndpointStatus status, ProductionVariantSummary... variants) {
        return DescribeEndpointResponse.builder()
                .endpointStatus(status)
                .lastModifiedTime(MODIFIED)
                .productionVariants(variants)
                .build();
    }

    static ProductionVariantSummary variant(String name, Integer wanted, Integer current) {
        return ProductionVariantSummary.builder()
                .variantName(name)
                .desiredInstanceCount(wanted)
                .currentInstanceCount(current)
                .build();
    }

    static SageMakerException refusal(String code, String message) {
        return (SageMakerException) SageMakerException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(400)
                .build();
    }

    @Override
    public SageMakerClient sageMaker() {
        return new SageMakerClient() {
            @Override
            public DescribeEndpointResponse describeEndpoint(DescribeEndpointRequest request) {
                described.add(request);
                return endpoints.apply(request.endpointName());
            }

            @Override
            public ListEndpointsResponse listEndpoints(ListEndpointsRequest request) {
                throw refusal("AccessDeniedException", "not authorized to perform: sagemaker:ListEndpoints");
            }

            @Override
            public UpdateEndpointWeightsAndCapacitiesResponse updateEndpointWeightsAndCapacities(
                    UpdateEndpointWeightsAndCapacitiesRequest request) {
                updated.add(request);
                return UpdateEndpointWeightsAndCapacitiesResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public CloudWatchClient cloudWatch() {
        return new CloudWatchClient() {
            @Override
            public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
                metrics.add(request);
                return points.apply(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public ApplicationAutoScalingClient autoScaling() {
        return new ApplicationAutoScalingClient() {
            @Override
            public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
                return DescribeScalableTargetsResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }
}
