package dev.flyball.prometheus.promql;

import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.target.TargetId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kubernetes:deployment/shop/chat | x{ns=\"$namespace\",app=\"$name\"} | x{ns=\"shop\",app=\"chat\"}",
                "kubernetes:deployment/shop/chat | x{pod=~\"$name-.*$\"} | x{pod=~\"chat-.*$\"}",
                "kubernetes:g.example/v1/things/shop/chat | $namespace $name | shop chat",
                "sagemaker:variant/endpoint/blue | $name of $namespace | blue of endpoint",
                "kubernetes:deployment/shop/chat | $names $namespaced $other | $names $namespaced $other",
                "other:a\"b | x{y=\"$name\"} | x{y=\"a\\\"b\"}"
            })
    void namesOfTheTargetArePutIn(String target, String query, String filled) {
        assertThat(value(Placeholders.fill(query, TargetId.parse(target)))).isEqualTo(filled);
    }

    @Test
    void aTargetWithoutANamespaceCannotFillOneIn() {
        assertThat(fault(Placeholders.fill("x{ns=\"$namespace\"}", TargetId.parse("other:self"))))
                .satisfies(fault -> {
                    assertThat(fault.kind()).isEqualTo(Kind.INVALID);
                    assertThat(fault.message()).contains("has $namespace, but other:self names none");
                });
    }
}
