package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

    private static final Map<String, String> CHAT = Map.of("app", "chat", "example.com/tier", "model");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=chat | true",
                "app==chat | true",
                "app=other | false",
                "app!=other | true",
                "app!=chat | false",
                "env!=test | true",
                "app | true",
                "env | false",
                "!env | true",
                "!app | false",
                "app in (a, chat) | true",
                "app in (a,b) | false",
                "app notin (a,b) | true",
                "env notin (a,b) | true",
                "app=chat,example.com/tier=model | true",
                "app=chat, example.com/tier in (x,y) | false",
                "env in (a,b),app=chat | false"
            })
    void selectsAsTheApiServerDoes(String text, boolean matches) {
        LabelSelector selector = LabelSelector.parse(text).orElseThrow();
        assertThat(selector.matches(CHAT)).isEqualTo(matches);
        assertThat(LabelSelector.parse(selector.toString())).contains(selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app=chat,", "app>3", "app in a,b", "=chat", "app in (a,b", "a b"})
    void leavesToTheServerWhatItDoesNotKnow(String text) {
        assertThat(LabelSelector.parse(text)).isEmpty();
    }

    @Test
    void readsTheSelectorsOfWorkloads() throws Exception {
        assertThat(of("{\"matchLabels\": {\"app\": \"chat\"}}")).hasToString("Optional[app=chat]");
        assertThat(of("{\"app\": \"chat\"}")).hasToString("Optional[app=chat]");
        assertThat(of("""
                {"matchLabels": {"app": "chat"}, "matchExpressions": [
                  {"key": "tier", "operator": "In", "values": ["b", "a"]}, {"key": "old", "operator": "DoesNotExist"},
                  {"key": "env", "operator": "NotIn", "values": ["test"]}, {"key": "x", "operator": "Exists"}]}""")).hasToString("Optional[app=chat,tier in (a,b),!old,env notin (test),x]");
    }

    @Test
    void aSelectorThatSelectsEverythingOrIsUnknownIsNone() throws Exception {
        assertThat(of("{}")).isEmpty();
        assertThat(of("null")).isEmpty();
        assertThat(of("{\"matchExpressions\": [{\"key\": \"a\", \"operator\": \"Gt\", \"values\": [\"3\"]}]}"))
                .isEmpty();
    }

    private static Optional<LabelSelector> of(String json) throws Exception {
        return LabelSelector.of(new ObjectMapper().readTree(json));
    }
}
