package dev.flyball.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadsTest {

    @Test
    void readsTheLoadOfEachServer() {
        assertThat(Loads.parse("server1=30, server2=55.5").byServer())
                .containsOnlyKeys("server1", "server2")
                .containsEntry("server2", 55.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server1 | 'server1': must read SERVER=LOAD",
                "a=1, | '': must read SERVER=LOAD",
                "=3 | '=3': must read SERVER=LOAD",
                "a=1,a=2 | a: must be named once",
                "a=-1 | a=-1: must be a number, 0 or more",
                "a=NaN | a=NaN: must be a number, 0 or more",
                "a=much | a=much: must be a number, 0 or more"
            })
    void tellsWhatIsWrong(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Loads.parse(text)).withMessageStartingWith(message);
    }
}
