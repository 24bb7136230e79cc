package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.nio.charset.CharacterCodingException;
import org.apache.hadoop.io.Text;

/**
 * The bytes of a line as text. They must be UTF-8: whatever a guess at another encoding got wrong
 * would be in the data without a word.
 *
 * @param line the bytes; they may change after this was used
 * @param where names file and line in messages
 */
record LineText(Text line, String where) {
  private static final int UTF_16_MARK = 0xFE + 0xFF;

  /**
   * @throws DataException if it is not UTF-8
   */
  String text() {
    String text;
    try {
      text = Text.decode(line.getBytes(), 0, line.getLength(), false);
    } catch (CharacterCodingException e) {
      throw hasUtf16Mark() ? utf16(e) : notUtf8(e);
    }
    if (text.indexOf('\0') >= 0) {
      throw utf16(null);
    }
    return text;
  }

  /** UTF-16 begins with the bytes FE and FF, in one order or the other. */
  private boolean hasUtf16Mark() {
    byte[] bytes = line.getBytes();
    return line.getLength() > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == UTF_16_MARK;
  }

  private DataException notUtf8(CharacterCodingException cause) {
    return new DataException(
        where
            + ": the line is not text in UTF-8 (is it Latin-1? then convert the file: iconv -f"
            + " LATIN1 -t UTF-8)",
        cause);
  }

  private DataException utf16(CharacterCodingException cause) {
    return new DataException(
        where
            + ": the line is not text in UTF-8 (is it UTF-16, which a spreadsheet calls Unicode"
            + " text? then convert the file: iconv -f UTF-16 -t UTF-8)",
        cause);
  }
}
