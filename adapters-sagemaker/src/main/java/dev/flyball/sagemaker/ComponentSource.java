package dev.flyball.sagemaker;

import dev.flyball.core.result.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceComponentResponse;
import software.amazon.awssdk.services.sagemaker.model.InferenceComponentStatus;

/** Lists and describes inference components. */
final class ComponentSource implements Watch.Source<DescribeInferenceComponentResponse> {

    private final AwsClients clients;

    ComponentSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Result<Map<String, Instant>> changed(Optional<Instant> after) {
        try {
            Map<String, Instant> changed = new HashMap<>();
            clients.sageMaker()
                    .listInferenceComponentsPaginator(request ->
                            request.maxResults(EndpointSource.LISTED_A_CALL).lastModifiedTimeAfter(after.orElse(null)))
                    .inferenceComponents()
                    .forEach(
                            component -> changed.put(component.inferenceComponentName(), component.lastModifiedTime()));
            return Result.ok(changed);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.listComponents(), exception));
        }
    }

    @Override
    public int listedACall() {
        return EndpointSource.LISTED_A_CALL;
    }

    @Override
    public Result<DescribeInferenceComponentResponse> describe(String name) {
        try {
            return Result.ok(
                    clients.sageMaker().describeInferenceComponent(request -> request.inferenceComponentName(name)));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.describeComponent(name), exception));
        }
    }

    @Override
    public Instant modified(DescribeInferenceComponentResponse described) {
        return Optional.ofNullable(described.lastModifiedTime()).orElse(Instant.MIN);
    }

    @Override
    public boolean settled(DescribeInferenceComponentResponse described) {
        return described.inferenceComponentStatus() == InferenceComponentStatus.IN_SERVICE;
    }

    @Override
    public String name(String name) {
        return "inference component " + name;
    }
}
