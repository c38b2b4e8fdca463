package dev.flyball.prometheus.promql;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a target's names into a query, so that one query serves several targets: {@code $name} is the last part of the
 * resource's path, {@code $namespace} the one before.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(namespace|name)(?![A-Za-z0-9_])");

    private Placeholders() {}

    static Result<String> fill(String query, TargetId target) {
        String[] path = target.path().split("/");
        Matcher found = PLACEHOLDER.matcher(query);
        StringBuilder filled = new StringBuilder();
        while (found.find()) {
            int part = path.length - (found.group(1).equals("name") ? 1 : 2);
            if (part < 0) {
                return Result.failed(
                        Fault.Kind.INVALID,
                        "the query has " + found.group() + ", but " + target
                                + " names none: write it into the query itself: " + query);
            }
            String escaped =
                    path[part].replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\'");
            found.appendReplacement(filled, Matcher.quoteReplacement(escaped));
        }
        return Result.ok(found.appendTail(filled).toString());
    }
}
