package dev.flyball.agent.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why a request was not answered.
 *
 * @param error what is wrong, what is allowed and what to do next
 */
@RegisterForReflection
public record ApiError(String error) {}
