package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cudart.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
import static org.bytedeco.cuda.global.cudart.cuGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cuGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cuStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cuStreamEndCapture;

import io.lamina.runtime.cuda.driver.Stream;
import java.util.List;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;

/** Calls that are launched as one. */
final class Graph implements AutoCloseable {
  private final Stream stream;
  private final CUgraphExec_st handle = new CUgraphExec_st();

  /** Captures the calls, without running them. */
  Graph(Stream stream, List<Call> calls) {
    this.stream = stream;
    CUgraph_st captured = captured(calls);
    try {
      stream.card().check(cuGraphInstantiate(handle, captured, 0), "make a step's graph");
    } finally {
      cuGraphDestroy(captured);
    }
  }

  private CUgraph_st captured(List<Call> calls) {
    CUgraph_st graph = new CUgraph_st();
    stream
        .card()
        .check(
            cuStreamBeginCapture(stream.handle(), CU_STREAM_CAPTURE_MODE_THREAD_LOCAL),
            "capture a step");
    try {
      calls.forEach(Call::issue);
    } catch (RuntimeException e) {
      if (cuStreamEndCapture(stream.handle(), graph) == 0) {
        cuGraphDestroy(graph);
      }
      throw e;
    }
    stream.card().check(cuStreamEndCapture(stream.handle(), graph), "capture a step");
    return graph;
  }

  void launch() {
    stream.card().check(cuGraphLaunch(handle, stream.handle()), "launch a step");
  }

  @Override
  public void close() {
    cuGraphExecDestroy(handle);
  }
}
