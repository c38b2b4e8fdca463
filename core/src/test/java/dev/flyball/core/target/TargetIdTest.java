package dev.flyball.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetIdTest {

    @Test
    void theSchemeEndsAtTheFirstColon() {
        assertThat(TargetId.parse("kubernetes:deployment/shop/chat:v2"))
                .isEqualTo(new TargetId("kubernetes", "deployment/shop/chat:v2"));
    }

    @Property(tries = 1000)
    void whatIsPrintedCanBeReadBack(
            @ForAll @LowerChars @StringLength(min = 1, max = 12) String scheme,
            @ForAll @CharRange(from = 'A', to = 'z') @Chars({':', '/', '-', '.', '0'}) @StringLength(min = 1, max = 30)
                    String path) {
        TargetId id = new TargetId(scheme, path);

        assertThat(TargetId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "chat", ":chat", "kubernetes:", "Kubernetes:chat", "2k:chat", "k8s:a b", " k8s:a", "k8s:a\n"
            })
    void aTextOfAnotherFormIsRefusedAndTheFormTold(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetId.parse(text))
                .withMessageStartingWith(text)
                .withMessageContaining("SCHEME:PATH")
                .withMessageContaining("kubernetes:deployment/shop/chat");
    }

    @Test
    void partsOfAnotherFormAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetId("Kubernetes", "deployment/shop/chat"))
                .withMessageContaining("SCHEME:PATH");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetId("kubernetes", "deployment/shop/my chat"))
                .withMessageContaining("without spaces");
    }
}
