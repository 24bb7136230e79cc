package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.CU_STREAM_NON_BLOCKING;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUstream_st;

/** What a card does for one owner, one thing after the other. One thread at a time. */
public final class Stream {
  private final Card card;
  private final CUctx_st context = new CUctx_st();
  private final CUstream_st handle = new CUstream_st();

  /**
   * A stream of a card.
   *
   * @param resources that give it back
   */
  public Stream(Card card, Resources resources) {
    this.card = card;
    card.check(cuDevicePrimaryCtxRetain(context, card.ordinal()), "open the card");
    resources.taken(() -> cuDevicePrimaryCtxRelease(card.ordinal()));
    resources.prepare(() -> cuCtxSetCurrent(context));
    enter();
    card.check(cuStreamCreate(handle, CU_STREAM_NON_BLOCKING), "make a stream");
    resources.taken(() -> cuStreamDestroy(handle));
  }

  /** The card that it is of. */
  public Card card() {
    return card;
  }

  /** As the driver names it. */
  public CUstream_st handle() {
    return handle;
  }

  /** Calls of this thread are for this card from now on. */
  public void enter() {
    card.check(cuCtxSetCurrent(context), "use the card");
  }

  /** Waits until all is done. */
  public void finish() {
    card.check(cuStreamSynchronize(handle), "finish");
  }
}
