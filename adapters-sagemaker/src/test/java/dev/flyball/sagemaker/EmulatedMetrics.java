package dev.flyball.sagemaker;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** CloudWatch's GetMetricData in the query protocol: points that were put in, by period and statistic. */
final class EmulatedMetrics {

    private final InstantSource clock;
    private final List<Datum> data = new ArrayList<>();

    EmulatedMetrics(InstantSource clock) {
        this.clock = clock;
    }

    private record Datum(String metric, Map<String, String> dimensions, Instant time, double value) {}

    /** Puts one value at a time; several in a period are added up, averaged, or compared. */
    void put(String namespace, String name, Map<String, String> dimensions, Instant time, double value) {
        data.add(new Datum(namespace + " " + name, dimensions, time, value));
    }

    void clear() {
        data.clear();
    }

    /** Puts a value in each of the minutes before now, the newest first. */
    void minutes(String namespace, String name, Map<String, String> dimensions, double... values) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        for (int i = 0; i < values.length; i++) {
            put(namespace, name, dimensions, minute.minusSeconds(60L * (i + 1)), values[i]);
        }
    }

    String answer(Map<String, String> asked) throws AwsError {
        Instant from = Instant.parse(asked.get("StartTime"));
        Instant to = Instant.parse(asked.get("EndTime"));
        StringBuilder results = new StringBuilder();
        int number = 1;
        for (; asked.containsKey("MetricDataQueries.member." + number + ".Id"); number++) {
            results.append(result(asked, "MetricDataQueries.member." + number + ".", from, to));
        }
        if (number > 501) {
            throw AwsError.invalid("The collection MetricDataQueries must not have a size greater than 500.");
        }
        return "<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><GetMetricDataResult>"
                + "<MetricDataResults>" + results
                + "</MetricDataResults></GetMetricDataResult></GetMetricDataResponse>";
    }

    private String result(Map<String, String> asked, String prefix, Instant from, Instant to) {
        String metric = asked.get(prefix + "MetricStat.Metric.Namespace") + " "
                + asked.get(prefix + "MetricStat.Metric.MetricName");
        long period = Long.parseLong(asked.get(prefix + "MetricStat.Period"));
        Map<String, String> dimensions = new TreeMap<>();
        String dimension = prefix + "MetricStat.Metric.Dimensions.member.";
        for (int i = 1; asked.containsKey(dimension + i + ".Name"); i++) {
            dimensions.put(asked.get(dimension + i + ".Name"), asked.get(dimension + i + ".Value"));
        }
        TreeMap<Instant, List<Double>> periods = data.stream()
                .filter(datum ->
                        datum.metric().equals(metric) && datum.dimensions().equals(dimensions))
                .filter(datum -> !datum.time().isBefore(from) && datum.time().isBefore(to))
                .collect(Collectors.groupingBy(
                        datum -> Instant.ofEpochSecond(datum.time().getEpochSecond() / period * period),
                        TreeMap::new,
                        Collectors.mapping(Datum::value, Collectors.toList())));
        StringBuilder times = new StringBuilder();
        StringBuilder values = new StringBuilder();
        periods.descendingMap().forEach((time, all) -> {
            times.append("<member>").append(time).append("</member>");
            values.append("<member>")
                    .append(statistic(asked.get(prefix + "MetricStat.Stat"), all))
                    .append("</member>");
        });
        return "<member><Id>" + asked.get(prefix + "Id") + "</Id><Label>" + metric + "</Label><Timestamps>" + times
                + "</Timestamps><Values>" + values + "</Values><StatusCode>Complete</StatusCode></member>";
    }

    private static double statistic(String name, List<Double> values) {
        var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (name) {
            case "Sum" -> summary.getSum();
            case "Maximum" -> summary.getMax();
            case "Minimum" -> summary.getMin();
            case "SampleCount" -> summary.getCount();
            default -> summary.getAverage();
        };
    }
}
