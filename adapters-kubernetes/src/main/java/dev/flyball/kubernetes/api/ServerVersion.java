package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Which release the API server is, such as {@code v1.33.1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerVersion(String gitVersion) {}
