package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/sagemaker.md names a test for each constraint, and each test of a constraint. */
class ConstraintTableTest {

    private static final int CONSTRAINTS = 14;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| (.+) \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final List<Class<?>> TESTS = List.of(
            UpdateConstraintsTest.class,
            ConstraintsTest.class,
            CallsPerRoundTest.class,
            RestartTest.class,
            RightsTest.class);

    @Test
    void eachConstraintHasATest() throws IOException {
        List<MatchResult> rows = rows();

        assertThat(rows)
                .extracting(row -> Integer.valueOf(row.group(1)))
                .isEqualTo(Stream.iterate(1, i -> i + 1).limit(CONSTRAINTS).toList());
        assertThat(rows).allSatisfy(row -> assertThat(named(row)).isNotEmpty());
    }

    @Test
    void eachTestThatIsNamedExistsAndEachOfAConstraintIsNamed() throws IOException {
        Set<String> exist = TESTS.stream()
                .flatMap(test -> Stream.concat(
                        Stream.of(test.getSimpleName()),
                        Stream.of(test.getDeclaredMethods()).map(Method::getName)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named =
                rows().stream().flatMap(row -> named(row).stream()).collect(Collectors.toCollection(TreeSet::new));

        assertThat(exist).containsAll(named);
        assertThat(named)
                .containsAll(exist.stream()
                        .filter(name -> name.matches("c\\d+[A-Z]\\w+"))
                        .toList());
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("..", "docs", "sagemaker.md")))
                .results()
                .toList();
    }

    private static List<String> named(MatchResult row) {
        return NAME.matcher(row.group(2)).results().map(name -> name.group(1)).toList();
    }
}
