package io.lamina.it;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' API server without a cluster: it keeps what it is given, and runs nothing. Who shows
 * the driver's token may do what the driver's role says, and nothing else.
 */
final class ApiServer implements AutoCloseable {
  static final String DRIVERS_TOKEN = "of-the-driver";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final long PATIENCE_SECONDS = 90;
  private static final Pattern OBJECT =
      Pattern.compile("/api/v1/namespaces/[^/]+/([a-z]+)(/[^/?]+)?(?:/([a-z]+))?(\\?.*)?");

  private final Logger log = Logger.getLogger(MockWebServer.class.getName());
  private final Role role;
  private final Set<String> drivers = new ConcurrentSkipListSet<>();
  private final Set<String> forbidden = new ConcurrentSkipListSet<>();
  private final Semaphore made = new Semaphore(0);
  private final Set<String> seen = new HashSet<>();
  private final KubernetesMockServer server;
  private final NamespacedKubernetesClient client;

  /**
   * @param role of drivers
   */
  ApiServer(Role role) {
    this.role = role;
    KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    this.server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new Dispatcher() {
              @Override
              public MockResponse dispatch(RecordedRequest request) {
                return answer(request, objects);
              }
            },
            false);
    // It tells of every request.
    log.setLevel(Level.WARNING);
    server.init();
    this.client = server.createClient();
  }

  private MockResponse answer(RecordedRequest request, Dispatcher objects) {
    if (("Bearer " + DRIVERS_TOKEN).equals(request.getHeader("Authorization"))) {
      String asked = asked(request);
      drivers.add(asked);
      if (!allows(asked)) {
        forbidden.add(asked);
        return new MockResponse().setResponseCode(FORBIDDEN).setBody("{}");
      }
    }
    if (asked(request).equals("create pods")) {
      MockResponse answer = objects.dispatch(pending(request));
      made.release();
      return answer;
    }
    return objects.dispatch(isNew(request, objects) ? created(request) : request);
  }

  /** A new pod waits for a node. */
  private static RecordedRequest pending(RecordedRequest request) {
    Pod pod = new KubernetesSerialization().unmarshal(request.getBody().inputStream(), Pod.class);
    pod.setStatus(new PodStatusBuilder().withPhase("Pending").build());
    Buffer body = new Buffer().writeUtf8(new KubernetesSerialization().asJson(pod));
    return with(HttpMethod.POST, request.getPath(), body, request);
  }

  /** Whether an object is applied on the server that is not there yet: Kubernetes makes it then. */
  private static boolean isNew(RecordedRequest request, Dispatcher objects) {
    if (request.method() != HttpMethod.PATCH || !request.getPath().contains("fieldManager=")) {
      return false;
    }
    RecordedRequest look = with(HttpMethod.GET, path(request), new Buffer(), request);
    return objects.dispatch(look).code() == NOT_FOUND;
  }

  private static RecordedRequest created(RecordedRequest request) {
    String path = path(request);
    String kind = path.substring(0, path.lastIndexOf('/'));
    return with(HttpMethod.POST, kind, request.getBody(), request);
  }

  private static RecordedRequest with(
      HttpMethod method, String path, Buffer body, RecordedRequest like) {
    return new RecordedRequest(like.getHttpVersion(), method, path, like.getHeaders(), body);
  }

  private static String path(RecordedRequest request) {
    return request.getPath().split("\\?", 2)[0];
  }

  /** The request as a role puts it, such as {@code list pods}. */
  private static String asked(RecordedRequest request) {
    Matcher object = OBJECT.matcher(request.getPath());
    if (!object.matches()) {
      return request.getMethod() + " " + request.getPath();
    }
    boolean one = object.group(2) != null;
    String query = object.group(4) == null ? "" : object.group(4);
    String verb =
        switch (request.method()) {
          case POST -> "create";
          case PUT -> "update";
          case PATCH -> "patch";
          case DELETE -> one ? "delete" : "deletecollection";
          default -> query.contains("watch=true") ? "watch" : one ? "get" : "list";
        };
    return verb + " " + object.group(1) + (object.group(3) == null ? "" : "/" + object.group(3));
  }

  private boolean allows(String asked) {
    String[] parts = asked.split(" ", 2);
    return role.getRules().stream()
        .anyMatch(
            rule -> rule.getVerbs().contains(parts[0]) && rule.getResources().contains(parts[1]));
  }

  /** Its address, as {@code spark-submit} takes it. */
  String master() {
    return "k8s://http://" + server.getHostName() + ":" + server.getPort();
  }

  NamespacedKubernetesClient client() {
    return client;
  }

  /** What drivers asked for, such as {@code list pods}. */
  Set<String> drivers() {
    return Set.copyOf(drivers);
  }

  /** What of it their role does not let them do. */
  Set<String> forbidden() {
    return Set.copyOf(forbidden);
  }

  /** What drivers may do with a kind of object. */
  List<String> rights(String resource) {
    return role.getRules().stream()
        .filter(rule -> rule.getResources().contains(resource))
        .flatMap(rule -> rule.getVerbs().stream())
        .map(verb -> verb + " " + resource)
        .toList();
  }

  /** Has a pod that somebody else has made not be waited for. */
  void seen(Pod pod) {
    made.acquireUninterruptibly();
    seen.add(pod.getMetadata().getName());
  }

  /** Waits for one more pod to be made by a process. */
  Pod awaitPod(String namespace, LaminaProcess by) throws InterruptedException {
    for (int second = 0; !made.tryAcquire(1, TimeUnit.SECONDS); second++) {
      if (!by.isAlive() || second > PATIENCE_SECONDS) {
        throw new AssertionError("no pod was made by:\n" + by.output());
      }
    }
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> seen.add(pod.getMetadata().getName()))
        .findFirst()
        .orElseThrow();
  }

  /** Has a pod end, as the node's agent reports it. */
  void end(Pod pod, int exitCode) {
    Pod ended =
        new PodBuilder(pod)
            .withNewStatus()
            .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
            .addNewContainerStatus()
            .withName(pod.getSpec().getContainers().get(0).getName())
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(exitCode == 0 ? "Completed" : "Error")
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    client.resource(ended).patchStatus();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
