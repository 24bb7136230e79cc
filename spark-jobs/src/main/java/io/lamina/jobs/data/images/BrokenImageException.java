package io.lamina.jobs.data.images;

/**
 * An image cannot be decoded, or not be taken out of its archive. The message says why, in words
 * that go on after "cannot read …: ".
 */
public final class BrokenImageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String remedy;

  /** An image that is not whole. */
  BrokenImageException(String reason) {
    this(reason, "fetch it again");
  }

  /**
   * @param remedy what to do with the image, without brackets
   */
  BrokenImageException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  /** An image that is not whole. */
  BrokenImageException(String reason, Throwable cause) {
    super(reason, cause);
    this.remedy = "fetch it again";
  }

  /** What to do with the image. */
  public String remedy() {
    return remedy;
  }
}
