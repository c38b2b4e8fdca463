package dev.flyball.agent.api;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells of JSON that is no order. What was sent is not repeated. */
@Provider
public final class MalformedBody implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException malformed) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ApiError("the body is not what this address takes: must be as in {\"servers\": 3, \"for\":"
                        + " \"1h\"}"))
                .build();
    }
}
