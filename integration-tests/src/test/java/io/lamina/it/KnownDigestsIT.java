package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.run.LikelihoodRecord;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What small plans come to, to the bit, on each kind of device: no change of the code may change
 * it. The plans have between them all kinds of layers, chains, units, corruptions, penalties,
 * optimizers and stages.
 */
class KnownDigestsIT {
  /** The kinds' pictures differ by less than a pixel shows. */
  private static final String PICTURES =
      "020e450b3ddd119596daddb461d9efb74866853d739ccf59461b2a2ac6ca1049";

  @TempDir private static Path directory;

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          plan, cpu-avx512, cpu-avx2
          denoising, fe0a46bb91b70ef5a23f064fcd59252066dfd0c212b91cbc863f848a6a3ac3fb, 784682470fcbd9b71488bc402b68ae5a4a196c8d3cddb2c947dff30b0d2b6d4d
          belief, e3e17518a4cff629cea9dba1e83708381c8308db17d08c2013f1fc8340d5d768, 1394f96e34151e0734e56a9db83346ee70216b381c56d4b3c6af9c90711949d3
          unrolled, 869a33752c96c6c424ec994cb475bc87070b52dddd6b1e985f7a600fa37a7010, 5d8ae2a4b5b0a8384a44fc148d1d027575af722a63b762a9121713a632c1a862
          gaussian, 11dec89713fe1fd2d10a4591d116cb5b8d60aef90ae238c118788a4976f098f4, ef2b1e8b4feaf4119bc0bd866ba2c03a62c79f5d5b3f4928e7a2b742afd0a307
          sparse, d12321fc1fd9f4683c3a0cac4de67dcaf69d671680063aa31cd2be04a1a54a7b, f05dd49f6b2e9258f537f6c98bf9c42bbcd939c8412b2914abaaac29f05beef0
          convolutional, 416252bdb368ca1d5a924ab94a76cbba6750525891a9e3351e845e48031a1f8a, 89e9e7cadd5ccef9042fd8f3a2dc2647054f97b776d64ea43a05a05665ecadb6
          deconvolved, 160b2b8aa4b2e76f87c534398db12cb756e16c5f6d2501a55932e8b1979db954, c6e98a2cb32b7c2692789cc8f68ff8b2cce91340c570e76f2c59459603388408
          maps, aa222e72b08146c794d731b471c3be38d06deeb8ed110183f2b2ed2aa9d7b256, 26da7b391d9ae3568c476fa28f97f86eefef38e353c592a31ff8274c0749d45b
          centroids, 9d0ae147ef2576493bcb5dcb544bb3a7f2dc209da0922f55affc7fea973f7a69, a6286b2babb7f521beb71868ad444289ad476c7dcf1d2f1ee539e979ba1dad48
          """)
  void aPlanComesToTheSameBits(String plan, String avx512, String avx2) throws Exception {
    Files.writeString(directory.resolve("table.csv"), table());
    RunRecord run = trained(plan, plan);

    String device = run.setup().device().orElseThrow();
    String known = device.startsWith("cpu-avx512") ? avx512 : avx2;
    assertThat(run.results().parametersSha256()).as("%s on %s", plan, device).contains(known);
  }

  /** The machines that generate, the units, the reconstructions, the mistakes: all is computed. */
  @Test
  void aReportShowsTheSame() throws Exception {
    RunRecord run = trained("belief", "reported");

    assertThat(ShownPictures.of(directory.resolve("reported/report.html")).sha256())
        .isEqualTo(PICTURES);
    assertThat(directory.resolve("reported/report.html"))
        .content()
        .contains("<h2 id=\"occlusions\">What predictions rest on</h2>");
    LikelihoodRecord likelihood = run.results().likelihood().orElseThrow();
    assertThat(likelihood.logPartition()).isEqualTo(328.2925845, within(1e-5));
    assertThat(likelihood.testLogLikelihood()).isEqualTo(-332.8864635, within(1e-5));
  }

  private static RunRecord trained(String plan, String name) throws Exception {
    try (InputStream yaml =
        KnownDigestsIT.class.getResourceAsStream("/digests/" + plan + ".yaml")) {
      Files.write(directory.resolve(plan + ".yaml"), yaml.readAllBytes());
    }
    LaminaCommand run =
        LaminaCommand.run(
            "train",
            directory.resolve(plan + ".yaml").toString(),
            "--data",
            directory.toString(),
            "--run-dir",
            directory.resolve(name).toString(),
            "--master",
            "local[2]",
            "--set",
            "publish.registry=" + directory.resolve("models"));
    assertThat(run.exitCode()).as(run.output()).isZero();
    return new RunFiles(directory.resolve(name)).readRecord();
  }

  /**
   * Numbers that floats hold exactly, in columns of different sizes; a category; and a class that
   * they tell.
   */
  private static String table() {
    StringBuilder lines = new StringBuilder("size,colour,weight,noise,count,kind\n");
    for (int i = 0; i < 450; i++) {
      int kind = i % 3;
      lines.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%d,%d\n",
              kind + (i * 37 % 64) / 64.0,
              i % 7 < 3 ? "red" : "green",
              1000 + 0.25 * kind * (i * 53 % 331),
              (i * 31 % 97) / 1024.0,
              i * 17 % 23,
              kind));
    }
    return lines.toString();
  }
}
