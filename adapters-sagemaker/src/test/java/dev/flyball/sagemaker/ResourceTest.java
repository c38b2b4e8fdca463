package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    @Test
    void readsEndpointAndVariant() {
        assertThat(Resource.of(TargetId.parse("sagemaker:variant/chat-7b/AllTraffic")))
                .isEqualTo(Result.ok(new Variant("chat-7b", "AllTraffic")));
    }

    @Test
    void readsComponentsAndServerlessVariants() {
        assertThat(Resource.of(TargetId.parse("sagemaker:inference-component/llama-8b")))
                .isEqualTo(Result.ok(new Component("llama-8b")));
        assertThat(Resource.of(TargetId.parse("sagemaker:serverless/chat/blue")))
                .isEqualTo(Result.ok(new ServerlessVariant(new Variant("chat", "blue"))));
    }

    @Test
    void takesNamesOfUpTo63Characters() {
        assertThat(Resource.of(TargetId.parse("sagemaker:variant/" + "a".repeat(63) + "/" + "b".repeat(63))))
                .isInstanceOf(Result.Ok.class);
        assertThat(Resource.of(TargetId.parse("sagemaker:variant/" + "a".repeat(64) + "/b")))
                .isInstanceOf(Result.Failed.class);
        assertThat(Resource.of(TargetId.parse("sagemaker:variant/a/b" + "-".repeat(62) + "b")))
                .isInstanceOf(Result.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sagemaker:variant/chat",
                "sagemaker:variant/chat/",
                "sagemaker:variant/-chat/blue",
                "sagemaker:variant/chat-/blue",
                "sagemaker:variant/chat_1/blue",
                "sagemaker:variant/chat/blue/1",
                "sagemaker:endpoint/chat/blue",
                "sagemaker:inference-component/chat/blue",
                "kubernetes:variant/chat/blue"
            })
    void saysWhichFormIsAllowed(String resource) {
        assertThat(Resource.of(TargetId.parse(resource))).isInstanceOfSatisfying(Result.Failed.class, failed -> {
            assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.INVALID);
            assertThat(failed.fault().message())
                    .startsWith(resource)
                    .contains("sagemaker:variant/ENDPOINT/VARIANT", "sagemaker:inference-component/NAME");
        });
    }
}
