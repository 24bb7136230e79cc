package io.lamina.runtime.device;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The version of a library on the class path, as Maven has written it into its jar.
 *
 * @param text such as {@code 2.5.2-1.5.7}
 */
public record LibraryVersion(String text) {
  /**
   * The version of an artifact.
   *
   * @throws DeviceException if the jar does not say
   */
  public static LibraryVersion of(String group, String artifact) {
    String place = String.format("/META-INF/maven/%s/%s/pom.properties", group, artifact);
    try (InputStream in = LibraryVersion.class.getResourceAsStream(place)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return new LibraryVersion(version(properties, place));
    } catch (IOException e) {
      throw new DeviceException("cannot read " + place + ": " + e.getMessage());
    }
  }

  private static String version(Properties properties, String place) {
    String version = properties.getProperty("version");
    if (version == null) {
      throw new DeviceException(
          "no version in "
              + place
              + " (put the library's own jar, not a copy without its"
              + " META-INF, on the class path)");
    }
    return version;
  }
}
