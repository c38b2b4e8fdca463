package dev.flyball.sagemaker;

import dev.flyball.core.result.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;

/** Lists and describes endpoints. */
final class EndpointSource implements Watch.Source<DescribeEndpointResponse> {

    static final int LISTED_A_CALL = 100;

    private final AwsClients clients;

    EndpointSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Result<Map<String, Instant>> changed(Optional<Instant> after) {
        try {
            Map<String, Instant> changed = new HashMap<>();
            clients.sageMaker()
                    .listEndpointsPaginator(
                            request -> request.maxResults(LISTED_A_CALL).lastModifiedTimeAfter(after.orElse(null)))
                    .endpoints()
                    .forEach(endpoint -> changed.put(endpoint.endpointName(), endpoint.lastModifiedTime()));
            return Result.ok(changed);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.listEndpoints(), exception));
        }
    }

    @Override
    public int listedACall() {
        return LISTED_A_CALL;
    }

    @Override
    public Result<DescribeEndpointResponse> describe(String name) {
        try {
            return Result.ok(clients.sageMaker().describeEndpoint(request -> request.endpointName(name)));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.describe(name), exception));
        }
    }

    @Override
    public Instant modified(DescribeEndpointResponse described) {
        return Optional.ofNullable(described.lastModifiedTime()).orElse(Instant.MIN);
    }

    @Override
    public boolean settled(DescribeEndpointResponse described) {
        return described.endpointStatus() == EndpointStatus.IN_SERVICE;
    }

    @Override
    public String name(String name) {
        return "endpoint " + name;
    }
}
