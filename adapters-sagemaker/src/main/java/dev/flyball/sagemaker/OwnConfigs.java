package dev.flyball.sagemaker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;

/**
 * The endpoint configurations that this program made. Only those that carry its name and its tag are ever deleted. What
 * cannot be cleaned up is told in the log and left: it costs nothing.
 */
final class OwnConfigs {

    /** The tag that names the endpoint which a configuration was made for. */
    static final String TAG = "flyball:endpoint";

    private static final Logger LOG = Logger.getLogger(OwnConfigs.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /** A name has at most 63 characters, of which the sum and the time take their part. */
    private static final int LONGEST_PART_OF_ENDPOINT = 30;

    private final AwsClients clients;

    OwnConfigs(AwsClients clients) {
        this.clients = clients;
    }

    /** Returns the name of a configuration that is made for this endpoint now. */
    static String name(String endpoint, Instant now) {
        return prefix(endpoint) + TIME.format(now);
    }

    /** Endpoints whose names begin alike differ by a sum of the whole name. */
    private static String prefix(String endpoint) {
        CRC32 sum = new CRC32();
        sum.update(endpoint.getBytes(StandardCharsets.UTF_8));
        return String.format(
                "flyball-%s-%08x-",
                endpoint.substring(0, Math.min(endpoint.length(), LONGEST_PART_OF_ENDPOINT)), sum.getValue());
    }

    /** Deletes what was made for this endpoint, but for {@code kept}. */
    void cleanUp(String endpoint, Collection<String> kept) {
        for (EndpointConfigSummary config : madeFor(endpoint)) {
            if (!kept.contains(config.endpointConfigName()) && isOurs(config, endpoint)) {
                delete(config.endpointConfigName());
            }
        }
    }

    private List<EndpointConfigSummary> madeFor(String endpoint) {
        String prefix = prefix(endpoint);
        List<EndpointConfigSummary> found = new ArrayList<>();
        try {
            clients.sageMaker()
                    .listEndpointConfigsPaginator(request -> request.nameContains(prefix))
                    .endpointConfigs()
                    .forEach(found::add);
        } catch (RuntimeException exception) {
            left(Action.listConfigs(), exception);
            return List.of();
        }
        return found.stream()
                .filter(config -> config.endpointConfigName().startsWith(prefix))
                .toList();
    }

    private boolean isOurs(EndpointConfigSummary config, String endpoint) {
        try {
            return clients
                    .sageMaker()
                    .listTags(request -> request.resourceArn(config.endpointConfigArn()))
                    .tags()
                    .stream()
                    .anyMatch(tag -> tag.key().equals(TAG) && tag.value().equals(endpoint));
        } catch (RuntimeException exception) {
            left(Action.listTags(config.endpointConfigName()), exception);
            return false;
        }
    }

    /** Deletes a configuration that this program made. */
    void delete(String config) {
        try {
            clients.sageMaker().deleteEndpointConfig(request -> request.endpointConfigName(config));
        } catch (RuntimeException exception) {
            left(Action.deleteConfig(config), exception);
        }
    }

    private static void left(Action action, RuntimeException exception) {
        LOG.warnf(
                "A configuration that is not used any more is left: %s",
                AwsFaults.of(action, exception).message());
    }
}
