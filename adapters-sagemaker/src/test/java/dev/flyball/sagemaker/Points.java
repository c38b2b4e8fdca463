package dev.flyball.sagemaker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** What CloudWatch says to each query of a request. */
final class Points {

    private final List<Instant> starts = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    private Points() {}

    static Points at(String start, double value) {
        return new Points().and(start, value);
    }

    Points and(String start, double value) {
        starts.add(Instant.parse(start));
        values.add(value);
        return this;
    }

    static GetMetricDataResponse none(GetMetricDataRequest request) {
        return new Points().answer(StatusCode.COMPLETE, request);
    }

    Function<GetMetricDataRequest, GetMetricDataResponse> complete() {
        return request -> answer(StatusCode.COMPLETE, request);
    }

    GetMetricDataResponse answer(StatusCode status, GetMetricDataRequest request) {
        List<MetricDataResult> results = new ArrayList<>();
        for (MetricDataQuery query : request.metricDataQueries()) {
            results.add(MetricDataResult.builder()
                    .id(query.id())
                    .statusCode(status)
                    .timestamps(starts)
                    .values(values)
                    .build());
        }
        return GetMetricDataResponse.builder().metricDataResults(results).build();
    }
}
