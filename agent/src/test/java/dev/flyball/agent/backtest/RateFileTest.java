package dev.flyball.agent.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flyball.core.simulation.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateFileTest {

    private static final String HEADER = "seconds_since_start,requests_per_second\n";

    private static RecordedLoad read(String text, Gaps gaps) throws IOException, BadLoad {
        return RateFile.read(new BufferedReader(new StringReader(text)), gaps);
    }

    private static void refused(String text, String... words) {
        assertThatExceptionOfType(BadLoad.class)
                .isThrownBy(() -> read(text, Gaps.REFUSE))
                .satisfies(bad -> assertThat(bad.getMessage()).contains(words));
    }

    @Test
    void readsRowsCommentsAndQuotes() throws Exception {
        RecordedLoad load = read("\uFEFF# made up\n" + HEADER + "0,1.5\r\n\n 60 , 2e1\n\"120\",\"3\"\n", Gaps.REFUSE);

        assertThat(load.window()).isEqualTo(60);
        assertThat(load.rates())
                .containsExactly(new Trace.Rate(0, 1.5), new Trace.Rate(60, 20), new Trace.Rate(120, 3));
        assertThat(load.trace().seconds()).isEqualTo(180);
    }

    @Test
    void timesMayBeginAnywhereAndBeALittleUneven() throws Exception {
        RecordedLoad load = read(HEADER + "1700000000,1\n1700000061,2\n1700000119,3\n1700000180,3\n", Gaps.REFUSE);

        assertThat(load.trace().seconds()).isEqualTo(241);
    }

    @Test
    void refusesAnEmptyFile() {
        refused("", "empty", "must begin with", "seconds_since_start,requests_per_second");
        refused("\n\n# nothing\n", "empty");
    }

    @Test
    void refusesAMissingHeader() {
        refused("0,1\n60,2\n", "line 1", "'0,1'", "is not the header", "seconds_since_start,requests_per_second");
    }

    @Test
    void refusesAnotherSeparator() {
        refused("seconds_since_start;requests_per_second\n0;1\n", "line 1", "separated by a comma");
        refused(HEADER + "0\t1\n", "line 2", "1 column", "separated by a comma");
    }

    @Test
    void refusesADecimalComma() {
        refused(HEADER + "0,1,5\n", "line 2", "3 columns", "decimal comma");
    }

    @Test
    void refusesARowThatIsAlone() {
        refused(HEADER + "0,1\n", "only one row", "2 or more");
        refused(HEADER, "no row", "2 or more");
    }

    @Test
    void refusesTimesThatAreThereTwice() {
        refused(HEADER + "0,1\n60,1\n60,2\n", "line 4", "second 60", "twice");
    }

    @Test
    void refusesTimesOutOfOrder() {
        refused(HEADER + "0,1\n120,1\n60,2\n", "line 4", "second 60 comes after 120", "in order of time");
    }

    @ParameterizedTest
    @CsvSource({"-1,-1.0", "NaN,NaN", "Infinity,Infinity", "1e10,1.0E10", "-0.5,-0.5"})
    void refusesValuesThatAreNoLoad(String value, String shown) {
        refused(HEADER + "0,1\n60," + value + "\n120,1\n", "line 3", shown, "0 to 1e9");
    }

    @ParameterizedTest
    @CsvSource({"''", "null", "12 requests", "0x"})
    void refusesWhatIsNoNumber(String value) {
        refused(HEADER + "0,1\n60," + value + "\n", "line 3", "'" + value + "' is not a number", "leave the row out");
    }

    @Test
    void refusesTimesThatAreNoNumber() {
        refused(HEADER + "0,1\nNaN,1\n", "line 3", "NaN", "must be a number of seconds");
        refused(HEADER + "2024-01-01,1\n", "line 2", "2024-01-01", "not a number");
    }

    @Test
    void refusesAGapUnlessToldWhatStandsForIt() throws Exception {
        String text = HEADER + "0,10\n60,10\n120,10\n300,10\n360,10\n";

        refused(text, "line 5", "180 s after the row before", "60 s are usual", "2 rows are missing", "--gaps linear");
        assertThat(read(text, Gaps.LINEAR).filled()).isEqualTo(2);
        assertThat(read(text, Gaps.LINEAR).trace().arrivals(200)).isEqualTo(10);
        assertThat(read(text, Gaps.ZERO).filled()).isEqualTo(2);
        assertThat(read(text, Gaps.ZERO).trace().arrivals(240)).isZero();
    }

    @Test
    void refusesRowsTooCloseTogether() {
        refused(HEADER + "0,1\n60,1\n120,1\n130,1\n190,1\n", "line 5", "only 10 s", "60 s are usual");
        refused(HEADER + "0,1\n0.1,1\n0.2,1\n", "0.1 s apart", "1 s or more");
    }

    @Test
    void refusesMillisecondsTakenForSeconds() {
        refused(HEADER + "1700000000000,1\n1700000060000,1\n1700086400000,1\n", "days", "92 or fewer", "milliseconds");
    }

    @Test
    void aConstantLoadAndNoLoadAreLoads() throws Exception {
        assertThat(read(HEADER + "0,5\n60,5\n120,5\n", Gaps.REFUSE).trace().mean(0, 180))
                .isEqualTo(5);
        assertThat(read(HEADER + "0,0\n60,0\n", Gaps.REFUSE).trace().arrived(120))
                .isZero();
    }
}
