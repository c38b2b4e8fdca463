package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The answer to a {@code delete}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Deleted(String status) {}
