package dev.flyball.agent.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Tells every refusal of the API as JSON. What was asked is never repeated in a header. */
@Provider
public final class ApiErrors implements ExceptionMapper<WebApplicationException> {

    private static final Map<Integer, String> MEANINGS = Map.of(
            400, "the request cannot be read as what this address takes; see docs/api.md",
            404, "there is no such address; see docs/api.md for those that there are",
            405, "this address does not take this method; see docs/api.md",
            406, "this address answers with application/json only",
            413, "the request is too large",
            415, "this address takes a body of Content-Type application/json only");

    /** Makes an answer that ends a request. */
    static WebApplicationException refusal(Response.Status status, String error) {
        return new WebApplicationException(
                response(status.getStatusCode(), error).build());
    }

    /** Makes an answer for somebody who has not shown the right token. */
    static WebApplicationException unauthorized(String error) {
        return new WebApplicationException(response(401, error)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"flyball\"")
                .build());
    }

    private static Response.ResponseBuilder response(int status, String error) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(new ApiError(error));
    }

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response known = refusal.getResponse();
        if (known.hasEntity() && known.getEntity() instanceof ApiError) {
            return known;
        }
        int status = known.getStatus();
        Response.ResponseBuilder answer = response(status, MEANINGS.getOrDefault(status, "HTTP status " + status));
        Object allow = known.getHeaders().getFirst("Allow");
        return allow == null ? answer.build() : answer.header("Allow", allow).build();
    }
}
