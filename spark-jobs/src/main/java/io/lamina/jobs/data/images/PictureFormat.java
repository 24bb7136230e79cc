package io.lamina.jobs.data.images;

import java.nio.charset.StandardCharsets;

/** A format of encoded pictures, known by the first bytes of a file, whatever its name is. */
enum PictureFormat {
  PNG("\u0089PNG\r\n\u001a\n", "image/png"),
  JPEG("\u00FF\u00D8\u00FF", "image/jpeg");

  private final String beginning;
  private final String mimeType;

  PictureFormat(String beginning, String mimeType) {
    this.beginning = beginning;
    this.mimeType = mimeType;
  }

  String mimeType() {
    return mimeType;
  }

  /** The format of a file. */
  static PictureFormat of(byte[] file) throws BrokenImageException {
    for (PictureFormat format : values()) {
      if (format.begins(file)) {
        return format;
      }
    }
    if (file.length == 0) {
      throw new BrokenImageException("it is empty");
    }
    throw new BrokenImageException("it is neither PNG nor JPEG", "convert it to one of them");
  }

  private boolean begins(byte[] file) {
    int length = Math.min(beginning.length(), file.length);
    return new String(file, 0, length, StandardCharsets.ISO_8859_1).equals(beginning);
  }
}
