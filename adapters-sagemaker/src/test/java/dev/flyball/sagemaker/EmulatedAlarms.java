package dev.flyball.sagemaker;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** CloudWatch's DescribeAlarms in the query protocol. */
final class EmulatedAlarms {

    private final Map<String, String> alarms = new TreeMap<>();

    /** Adds an alarm of these fields of the API, with dimensions beside them. */
    void add(String name, Map<String, String> fields, Map<String, String> dimensions) {
        alarms.put(
                name,
                "<member><AlarmName>" + name + "</AlarmName>" + elements(fields) + "<Dimensions>"
                        + dimensions.entrySet().stream()
                                .map(entry -> "<member><Name>" + entry.getKey() + "</Name><Value>" + entry.getValue()
                                        + "</Value></member>")
                                .collect(Collectors.joining())
                        + "</Dimensions></member>");
    }

    private static String elements(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(entry -> "<" + entry.getKey() + ">" + entry.getValue() + "</" + entry.getKey() + ">")
                .collect(Collectors.joining());
    }

    String answer(Map<String, String> asked) {
        StringBuilder found = new StringBuilder();
        for (int i = 1; asked.containsKey("AlarmNames.member." + i); i++) {
            found.append(alarms.getOrDefault(asked.get("AlarmNames.member." + i), ""));
        }
        return "<DescribeAlarmsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><DescribeAlarmsResult>"
                + "<MetricAlarms>" + found
                + "</MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>";
    }
}
