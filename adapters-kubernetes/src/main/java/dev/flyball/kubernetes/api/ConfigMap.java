package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** A config map ({@code v1}); parts that the server leaves out are {@code null}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigMap(String apiVersion, String kind, Metadata metadata, Map<String, byte[]> binaryData) {

    /** Which state of the map this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(String name, String resourceVersion, Map<String, String> labels) {}

    /** Makes a map with one entry; with a version, the next of one that is there. */
    public static ConfigMap of(Metadata metadata, String key, byte[] bytes) {
        return new ConfigMap("v1", "ConfigMap", metadata, Map.of(key, bytes));
    }
}
