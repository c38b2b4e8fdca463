package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.databind.JsonDeserializer;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.api.model.Preferences;
import io.fabric8.kubernetes.client.Config.ExecCredential;
import io.fabric8.kubernetes.client.Config.ExecCredentialSpec;
import io.fabric8.kubernetes.client.Config.ExecCredentialStatus;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Lists the types that JSON and YAML are read into, since a native image keeps only what it is told of. */
@RegisterForReflection(
        targets = {
            AccessReview.class,
            AccessReview.Spec.class,
            AccessReview.Attributes.class,
            AccessReview.Status.class,
            ApiGroup.class,
            ApiGroup.Version.class,
            MetricValues.class,
            MetricValues.Value.class,
            MetricValues.DescribedObject.class,
            LeaseList.class,
            Deleted.class,
            Pod.class,
            Pod.Metadata.class,
            Pod.Spec.class,
            Pod.Container.class,
            Pod.Resources.class,
            Pod.Status.class,
            Pod.Condition.class,
            Pod.Annotations.class,
            Pod.ContainerStatus.class,
            PodPatch.class,
            PodPatch.Metadata.class,
            PodPatch.Spec.class,
            PodPatch.Container.class,
            ResourceList.class,
            ResourceList.Resource.class,
            PodList.class,
            PodList.Metadata.class,
            PodMetricsList.class,
            PodMetricsList.PodMetrics.class,
            PodMetricsList.Metadata.class,
            PodMetricsList.Container.class,
            Hpa.class,
            Hpa.Metadata.class,
            Hpa.Spec.class,
            Hpa.Metric.class,
            Hpa.Source.class,
            Hpa.MetricName.class,
            Hpa.Selector.class,
            Hpa.Requirement.class,
            Hpa.MetricTarget.class,
            Hpa.Behavior.class,
            Hpa.Direction.class,
            Hpa.Policy.class,
            HpaList.class,
            ConfigMap.class,
            ConfigMap.Metadata.class,
            Event.class,
            Event.Metadata.class,
            Event.Involved.class,
            Event.Source.class,
            Lease.class,
            Lease.Metadata.class,
            Lease.Spec.class,
            ObjectList.class,
            OwnedObject.class,
            OwnedObject.Metadata.class,
            OwnedObject.Owner.class,
            ResourceList.class,
            ResourceList.Resource.class,
            Scale.class,
            Scale.Metadata.class,
            Scale.Spec.class,
            Scale.Status.class,
            ScalingRule.class,
            ScalingRule.Metadata.class,
            ScalingRule.Spec.class,
            ScalingRule.TargetRef.class,
            ScalingRuleList.class,
            ServerVersion.class,
            WorkloadObject.class,
            WorkloadObject.Metadata.class,
            WorkloadObject.Spec.class,
            WorkloadObject.Status.class,
            AuthInfo.class,
            AuthProviderConfig.class,
            Cluster.class,
            Config.class,
            Context.class,
            ExecConfig.class,
            ExecEnvVar.class,
            NamedAuthInfo.class,
            NamedCluster.class,
            NamedContext.class,
            NamedExtension.class,
            Preferences.class,
            ExecCredential.class,
            ExecCredentialSpec.class,
            ExecCredentialStatus.class,
            JsonDeserializer.None.class,
            KubernetesDeserializer.class
        })
final class JsonTypes {

    private JsonTypes() {}
}
