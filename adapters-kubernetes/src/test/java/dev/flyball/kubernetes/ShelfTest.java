package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private record Thing(String name, Map<String, String> labels) implements Shelf.Labelled {}

    private final Shelf<Thing> shelf = new Shelf<>();

    @Test
    void findsByNameAndByLabels() {
        shelf.put(new Thing("b", Map.of("app", "chat", "tier", "model")));
        shelf.put(new Thing("a", Map.of("app", "chat")));
        shelf.put(new Thing("c", Map.of("app", "rank")));
        assertThat(shelf.named("c")).isPresent();
        assertThat(shelf.named("d")).isEmpty();
        assertThat(selected("app=chat")).containsExactly("a", "b");
        assertThat(selected("app=chat,tier=model")).containsExactly("b");
        assertThat(selected("!tier")).containsExactly("a", "c");
        assertThat(selected("app=none")).isEmpty();
    }

    @Test
    void whatChangesItsLabelsOrGoesIsNotFoundByOldOnes() {
        shelf.put(new Thing("a", Map.of("app", "chat")));
        shelf.put(new Thing("a", Map.of("app", "rank")));
        assertThat(selected("app=chat")).isEmpty();
        assertThat(selected("app=rank")).containsExactly("a");
        shelf.remove("a");
        shelf.remove("a");
        assertThat(selected("app=rank")).isEmpty();
    }

    private List<String> selected(String labels) {
        return shelf.selected(LabelSelector.parse(labels).orElseThrow()).stream()
                .map(Thing::name)
                .toList();
    }
}
