package dev.flyball.kubernetes.api;

import java.util.Objects;

/**
 * Where an object is in the API.
 *
 * @param group its API group; empty for the core group
 * @param version its version in that group
 * @param resource its plural name, such as {@code deployments}
 */
public record ObjectPath(String group, String version, String resource, String namespace, String name) {

    public ObjectPath {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
    }

    /** Returns where the API of its group begins: {@code apis/apps/v1}, or {@code api/v1} for the core group. */
    public String api() {
        return api(group, version);
    }

    /** Returns where the objects of this kind are in this namespace. */
    String list() {
        return api() + "/namespaces/" + namespace + "/" + resource;
    }

    static String api(String group, String version) {
        return group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
    }
}
