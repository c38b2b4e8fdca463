package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The body of an answer that says no. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiStatus(String message) {}
