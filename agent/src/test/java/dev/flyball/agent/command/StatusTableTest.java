package dev.flyball.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void laysOutTargetsInColumns() throws Exception {
        String table = StatusTable.of(new ObjectMapper().readTree("""
                [{"name": "chat", "resource": "kubernetes:deployment/shop/chat", "min": 2, "max": 20,
                  "now": "2026-01-01T00:00:09Z", "setPoints": [{"signal": "cpu", "value": 0.5}],
                  "last": {"at": "2026-01-01T00:00:00Z", "servers": 3, "reason": "ON_TARGET",
                           "demands": [{"signal": "cpu", "load": 0.483}]}},
                 {"name": "new", "resource": "simulated:new", "min": 1, "max": 5,
                  "now": "2026-01-01T00:00:09Z", "setPoints": [{"signal": "utilization", "value": 0.6}]}]
                """));

        assertThat(table.lines())
                .containsExactly(
                        "NAME   RESOURCE                          LOAD/TARGET   MIN   MAX   SERVERS   REASON      AGE",
                        "chat   kubernetes:deployment/shop/chat   0.48/0.50     2     20    3         ON_TARGET   9s",
                        "new    simulated:new                     -/0.60        1     5     -         -           -");
    }
}
