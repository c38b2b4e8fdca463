package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * CloudWatch's answer to one batch of queries. An answer in several pages names a query on each, and the last page
 * tells whether all of its points came.
 */
record MetricData(Map<String, List<MetricDataResult>> pages) {

    static MetricData of(Iterable<GetMetricDataResponse> answer) {
        Map<String, List<MetricDataResult>> pages = new HashMap<>();
        for (GetMetricDataResponse page : answer) {
            for (MetricDataResult result : page.metricDataResults()) {
                pages.computeIfAbsent(result.id(), id -> new ArrayList<>()).add(result);
            }
        }
        return new MetricData(pages);
    }

    /** Returns all points of one query by the time they begin, oldest first, or why they are not all known. */
    Result<TreeMap<Instant, Double>> points(String id, String subject) {
        List<MetricDataResult> results = pages.getOrDefault(id, List.of());
        if (results.isEmpty()) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    subject + ": CloudWatch's answer leaves this query out; the next round asks again");
        }
        MetricDataResult last = results.get(results.size() - 1);
        String messages = messages(last);
        return switch (StatusCode.fromValue(String.valueOf(last.statusCodeAsString()))) {
            case COMPLETE -> Result.ok(points(results));
            case FORBIDDEN -> Result.failed(AwsFaults.forbidden(Action.readMetrics(), subject + messages));
            case PARTIAL_DATA ->
                Result.failed(
                        Fault.Kind.MISSING,
                        subject + ": CloudWatch sent only a part of the points" + messages
                                + "; the next round asks again");
            case INTERNAL_ERROR, UNKNOWN_TO_SDK_VERSION ->
                Result.failed(
                        Fault.Kind.MISSING,
                        subject + ": CloudWatch could not read the metric (" + last.statusCodeAsString() + ")"
                                + messages + "; the next round asks again");
        };
    }

    private static TreeMap<Instant, Double> points(List<MetricDataResult> results) {
        TreeMap<Instant, Double> all = new TreeMap<>();
        for (MetricDataResult result : results) {
            int points = Math.min(result.timestamps().size(), result.values().size());
            for (int i = 0; i < points; i++) {
                all.put(result.timestamps().get(i), result.values().get(i));
            }
        }
        return all;
    }

    private static String messages(MetricDataResult result) {
        StringBuilder text = new StringBuilder();
        for (MessageData message : result.messages()) {
            text.append(": ").append(AwsFaults.oneLine(message.code() + " " + message.value()));
        }
        return text.toString();
    }
}
