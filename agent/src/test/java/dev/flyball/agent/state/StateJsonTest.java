package dev.flyball.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.decision.Memory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateJsonTest {

    private static final int TRIES = 300;

    private final StateJson json = new StateJson();

    @Provide
    Arbitrary<Kept> anything() {
        return AnyRecord.of(Kept.class);
    }

    @Property(tries = TRIES)
    void whatIsWrittenIsRead(@ForAll("anything") Kept one, @ForAll("anything") Kept other) throws IOException {
        StateJson.Contents read = read(text(one, other));

        assertThat(read.forgotten()).isEmpty();
        assertThat(read.kept()).containsExactly(one, other);
    }

    @Property(tries = TRIES)
    void fieldsOfALaterAgentArePassedOver(@ForAll("anything") Kept one) throws IOException {
        String text = text(one)
                .replace("{\"version\":1,", "{\"version\":1,\"writer\":{\"name\":[1,{}]},")
                .replace("\"memory\":{", "\"new\":[1],\"memory\":{\"newer\":{\"a\":1},")
                .replace("\"forecast\":{", "\"forecast\":{\"newest\":null,");

        assertThat(read(text).kept()).containsExactly(one);
    }

    @Property(tries = TRIES)
    void halfAFileIsDamaged(@ForAll("anything") Kept one, @ForAll double part) throws IOException {
        String text = text(one);
        int end = (int) (Math.abs(part % 1) * (text.length() - 2));

        assertThatThrownBy(() -> read(text.substring(0, end))).isInstanceOf(IOException.class);
    }

    @Example
    void everyTypeIsToldToTheNativeImage() {
        assertThat(StateTypes.class.getAnnotation(RegisterForReflection.class).targets())
                .as("types that StateTypes must list, since a native image keeps only what it is told of")
                .containsAll(AnyRecord.typesOf(Kept.class));
    }

    @Example
    void everyComponentOfAMemoryIsAField() throws IOException {
        String memory = text(new Kept(
                dev.flyball.core.target.TargetId.parse("calm:chat"),
                new Fit("flyball", List.of(), List.of()),
                Memory.empty(),
                java.util.Optional.empty(),
                Orders.none(),
                true));

        assertThat(memory)
                .contains(Stream.of(Memory.class.getRecordComponents())
                        .map(component -> '"' + component.getName() + "\":")
                        .toList());
    }

    @Example
    void whatStaysTrueIsPartOfAMemory() {
        assertThat(Stream.of(Memory.class.getRecordComponents()).map(RecordComponent::getName))
                .containsAll(Fit.FACTS);
    }

    @Property(tries = TRIES)
    void whatAnOlderAgentDidNotWriteBeginsAnew(@ForAll("anything") Kept one) throws IOException {
        Memory read = read(text(one).replace("\"forecast\":{", "\"before\":{"))
                .kept()
                .get(0)
                .memory();

        assertThat(read.forecast()).isEqualTo(Memory.empty().forecast());
        assertThat(read.changes()).isEqualTo(one.memory().changes());
    }

    @Property(tries = TRIES)
    void aPartThatMakesNoSenseIsForgottenAlone(@ForAll("anything") Kept one) throws IOException {
        StateJson.Contents read = read(text(one).replace("\"blindRounds\":", "\"blindRounds\":\"many\",\"was\":"));

        assertThat(read.forgotten())
                .singleElement()
                .asString()
                .contains(one.target().toString(), "blindRounds");
        assertThat(read.kept().get(0).memory().blindRounds()).isZero();
        assertThat(read.kept().get(0).memory().forecast())
                .isEqualTo(one.memory().forecast());
    }

    @Property(tries = TRIES)
    void ordersThatAreMissingOrMakeNoSenseAreNone(@ForAll("anything") Kept one) throws IOException {
        String text = text(one.under(new Orders(true, java.util.Optional.empty())));
        String orders = "\"orders\":{\"paused\":true,\"held\":null}";
        assertThat(text).contains(orders);

        assertThat(read(text.replace(orders, "\"before\":1")).kept()).containsExactly(one.under(Orders.none()));
        assertThat(read(text.replace(orders, "\"orders\":null")).kept()).containsExactly(one.under(Orders.none()));
        StateJson.Contents odd = read(text.replace(orders, "\"orders\":{\"paused\":\"perhaps\"}"));
        assertThat(odd.kept()).containsExactly(one.under(Orders.none()));
        assertThat(odd.forgotten()).singleElement().asString().contains("orders");
    }

    @Property(tries = TRIES)
    void whatMayBeOutOfDateBeginsAtTheSizeThatIsFound(@ForAll("anything") Kept one) {
        Kept rest = json.uncertain(one);

        assertThat(rest.memory().tracks()).isEmpty();
        assertThat(rest.memory().serverSize().proposals().isEmpty()).isTrue();
        assertThat(rest.memory().forecast()).isEqualTo(one.memory().forecast());
        assertThat(rest.memory().changes()).isEqualTo(one.memory().changes());
        assertThat(rest.orders()).isEqualTo(one.orders());
    }

    @Example
    void aNewerVersionIsToldFromDamage() {
        assertThatThrownBy(() -> read("{\"version\":2,\"anything\":[}"))
                .isInstanceOf(StateJson.NewerException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> read("{\"version\":99999999999,\"targets\":[]}"))
                .isInstanceOf(StateJson.NewerException.class);
    }

    @Example
    void whatIsNoStateIsDamaged() {
        for (String text : List.of(
                "",
                "\0\0\0\0",
                "[]",
                "{}",
                "{\"version\":0}",
                "{\"version\":1,\"targets\":{}}",
                "{\"version\":1}{}",
                "{\"version\":\"1\"}")) {
            assertThatIOException().as(text).isThrownBy(() -> read(text));
        }
    }

    @Property(tries = TRIES)
    void otherSignalsLeaveOnlyWhatWasSeenAndDone(@ForAll("anything") Kept one) {
        Fit other = new Fit(one.fit().policy(), List.of("0 other"), one.fit().sizes());

        Memory rest = json.fitted(one, other).memory();

        assertThat(rest.changes()).isEqualTo(one.memory().changes());
        assertThat(rest.ready()).isEqualTo(one.memory().ready());
        assertThat(rest.left()).isEqualTo(one.memory().left());
        assertThat(rest.forecast()).isEqualTo(Memory.empty().forecast());
        assertThat(rest.tracks()).isEmpty();
        assertThat(rest.demands()).isEmpty();
        assertThat(rest.burst()).isEmpty();
        assertThat(rest.wish()).isEmpty();
    }

    @Property(tries = TRIES)
    void anotherPolicyKeepsTheDemands(@ForAll("anything") Kept one) {
        Memory rest = json.fitted(
                        one,
                        new Fit(
                                "not " + one.fit().policy(),
                                one.fit().signals(),
                                one.fit().sizes()))
                .memory();

        assertThat(rest.demands()).isEqualTo(one.memory().demands());
        assertThat(rest.tracks()).isEmpty();
    }

    @Property(tries = TRIES)
    void theSameSettingsKeepItAll(@ForAll("anything") Kept one) {
        assertThat(json.fitted(one, one.fit())).isEqualTo(one);
    }

    private String text(Kept... kept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(List.of(kept), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private StateJson.Contents read(String text) throws IOException {
        return json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
