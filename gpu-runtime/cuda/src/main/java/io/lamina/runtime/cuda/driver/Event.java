package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.CU_EVENT_DISABLE_TIMING;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventDestroy;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuStreamWaitEvent;

import org.bytedeco.cuda.cudart.CUevent_st;

/** A place that a stream comes to. Before it is recorded first, nobody waits for it. */
public final class Event {
  private final Stream stream;
  private final CUevent_st handle = new CUevent_st();

  /**
   * An event of a stream.
   *
   * @param resources that give it back
   */
  public Event(Stream stream, Resources resources) {
    this.stream = stream;
    stream.card().check(cuEventCreate(handle, CU_EVENT_DISABLE_TIMING), "make an event");
    resources.taken(() -> cuEventDestroy(handle));
  }

  /** It is here now: behind all that its stream was given so far. */
  public void record() {
    stream.card().check(cuEventRecord(handle, stream.handle()), "mark a place");
  }

  /** The host waits until the stream has come to where it was recorded last. */
  public void await() {
    stream.card().check(cuEventSynchronize(handle), "copy");
  }

  /** Another stream waits for that, and the host does not. */
  public void await(Stream other) {
    stream.card().check(cuStreamWaitEvent(other.handle(), handle, 0), "wait for a place");
  }
}
