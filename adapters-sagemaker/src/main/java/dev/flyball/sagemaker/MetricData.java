package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Returns the newest whole minute that ended no later than {@code until}. */
    Result<Reading> newest(String id, Variant subject, Instant until) {
        List<MetricDataResult> results = pages.getOrDefault(id, List.of());
        if (results.isEmpty()) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    subject + ": CloudWatch's answer leaves this query out; the next round asks again");
        }
        MetricDataResult last = results.get(results.size() - 1);
        String messages = messages(last);
        return switch (StatusCode.fromValue(String.valueOf(last.statusCodeAsString()))) {
            case COMPLETE ->
                newestPoint(results, until)
                        .map(Result::ok)
                        .orElseGet(() -> Result.failed(Fault.Kind.MISSING, nothing(subject)));
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

    private static Optional<Reading> newestPoint(List<MetricDataResult> results, Instant until) {
        Optional<Reading> newest = Optional.empty();
        for (MetricDataResult result : results) {
            int points = Math.min(result.timestamps().size(), result.values().size());
            for (int i = 0; i < points; i++) {
                Instant end = result.timestamps().get(i).plus(InvocationSignals.MINUTE);
                if (!end.isAfter(until)
                        && newest.filter(known -> !known.time().isBefore(end)).isEmpty()) {
                    newest = Optional.of(new Reading.Average(result.values().get(i), end, InvocationSignals.MINUTE));
                }
            }
        }
        return newest;
    }

    private static String nothing(Variant subject) {
        return subject + ": CloudWatch has no point of InvocationsPerInstance for the last "
                + InvocationSignals.WINDOW.toMinutes()
                + " minutes; an endpoint without requests publishes none, so this is not taken for zero";
    }

    private static String messages(MetricDataResult result) {
        StringBuilder text = new StringBuilder();
        for (MessageData message : result.messages()) {
            text.append(": ").append(AwsFaults.oneLine(message.code() + " " + message.value()));
        }
        return text.toString();
    }
}
