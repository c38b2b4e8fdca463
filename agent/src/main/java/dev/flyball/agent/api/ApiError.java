package dev.flyball.agent.api;

/**
 * Why a request was not answered.
 *
 * @param error what is wrong, what is allowed and what to do next
 */
public record ApiError(String error) {}
