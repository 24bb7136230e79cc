package io.lamina.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * The pictures of a report, by their pixels: how well they are packed is the machine's business.
 * Occlusion maps are not among them: they show small differences of probabilities, by which kinds
 * of device differ enough to be seen.
 *
 * @param files the PNG files, in their order
 */
record ShownPictures(List<byte[]> files) {
  private static final Pattern PNG = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");

  private static final Pattern OCCLUSIONS =
      Pattern.compile("<section aria-labelledby=\"occlusions\">.*?</section>", Pattern.DOTALL);

  static ShownPictures of(Path report) throws IOException {
    String page = OCCLUSIONS.matcher(Files.readString(report)).replaceAll("");
    return new ShownPictures(
        PNG.matcher(page)
            .results()
            .map(found -> Base64.getDecoder().decode(found.group(1)))
            .toList());
  }

  /** Of all pixels of all pictures. */
  String sha256() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] file : files) {
      var image = ImageIO.read(new ByteArrayInputStream(file));
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * pixels.length);
      bytes.asIntBuffer().put(pixels);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
