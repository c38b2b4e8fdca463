package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Six fields of cron at AWS, as the five that cron has elsewhere. */
class AwsCronTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 8 ? * MON-FRI *        | 0 8 * * 1-5
                    0 8 ? * 2-6 *            | 0 8 * * 1-5
                    30 18 * * ? *            | 30 18 * * *
                    0/15 9-17 ? * SUN,sat *  | 0-59/15 9-17 * * 0,6
                    */10 0 1,15 JAN-MAR ? *  | */10 0 1,15 1-3 *
                    0 6 31 12 ? *            | 0 6 31 12 *
                    0 0 ? * 1/2 *            | 0 0 * * 0-6/2
                    """)
    void isTheSameTimes(String aws, String elsewhere) {
        assertThat(AwsCron.fiveFields(aws)).isEqualTo(Result.ok(elsewhere));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 8 L * ? *",
                "0 8 15W * ? *",
                "0 8 ? * 6#3 *",
                "0 8 ? * 5L *",
                "0 8 ? * FRI-MON *",
                "0 8 * * ? 2027",
                "60 8 * * ? *",
                "0 8 * * ?",
                "0 8 , * ? *",
                ""
            })
    void whatFiveFieldsCannotSayIsAFault(String aws) {
        assertThat(AwsCron.fiveFields(aws)).isInstanceOf(Result.Failed.class);
    }

    @Test
    void theFaultNamesTheField() {
        assertThat(AwsCron.fiveFields("0 8 L * ? *")).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().message())
                .isEqualTo("the five fields of cron cannot say 'L' as its day of month"));
    }
}
