package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.PlanProblem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user is told about a wrong plan. Lines are those of {@link SmallPlan}. */
final class WrongPlansTest {

  /** A piece of the small plan, what stands there instead, and the whole message. */
  static Stream<Arguments> wrongTexts() {
    return Stream.of(
        // Numbers
        arguments(
            "units: 20",
            "units: 0",
            "my.yaml:9: layers[0].units: 0 is not allowed: must be at least 1 and at most 1000000"),
        arguments(
            "units: 20",
            "units: 99999999999999999999",
            "my.yaml:9: layers[0].units: 99999999999999999999 is not allowed: "
                + "must be at least 1 and at most 1000000"),
        arguments(
            "units: 20",
            "units: 20.5",
            "my.yaml:9: layers[0].units: 20.5 is not a whole number: "
                + "must be at least 1 and at most 1000000"),
        arguments(
            "units: 20",
            "units: [20, 30]",
            "my.yaml:9: layers[0].units: a list of 2 is not a whole number: "
                + "must be at least 1 and at most 1000000"),
        arguments(
            "units: 20",
            "units:",
            "my.yaml:9: layers[0].units: has no value: give one, or remove the key"),
        arguments(
            "amount: 0.25",
            "amount: 1",
            "my.yaml:10: layers[0].corruption.amount: 1 is not allowed: "
                + "must be at least 0 and below 1"),
        arguments(
            "kind: masking, amount: 0.25",
            "kind: gaussian, amount: 0",
            "my.yaml:10: layers[0].corruption.amount: 0 is not allowed: "
                + "must be above 0 and at most 100"),
        arguments(
            "learningRate: 0.1",
            "optimizer: {kind: nesterov}\n    learningRate: 0.1",
            "my.yaml:11: layers[0].optimizer.momentum: is missing: "
                + "must be at least 0 and below 1"),
        arguments(
            "learningRate: 0.1",
            "optimizer: {kind: adam, momentum: 0.5}\n    learningRate: 0.1",
            "my.yaml:11: layers[0].optimizer.momentum: is not a key here: "
                + "the keys are kind, clipNorm, beta1, beta2, epsilon"),
        arguments(
            "learningRate: 0.1",
            "optimizer: {kind: sgd, clipNorm: 0}\n    learningRate: 0.1",
            "my.yaml:11: layers[0].optimizer.clipNorm: 0 is not allowed: "
                + "must be at least 0.001 and at most 1000"),
        arguments(
            "learningRate: 0.1",
            "optimizer: {kind: rms-prop, decay: 1}\n    learningRate: 0.1",
            "my.yaml:11: layers[0].optimizer.decay: 1 is not allowed: "
                + "must be at least 0 and below 1"),
        arguments(
            "learningRate: 0.1",
            "learningRate: 0.1\n    finalLearningRate: 0\n    schedule: exponential",
            "my.yaml:12: layers[0].finalLearningRate: 0 is not allowed: "
                + "must be above 0 for an exponential schedule, which never reaches it"),
        arguments(
            "learningRate: 0.1",
            "finalLearningRate: 0.01",
            "my.yaml:11: layers[0].finalLearningRate: 0.01 needs learningRate beside it: give"
                + " learningRate, or remove finalLearningRate: a rate that is found goes down by"
                + " itself"),
        arguments(
            "units: 20",
            "units: 20\n    keep: best",
            "my.yaml:10: layers[0].keep: best is not allowed: needs data.validation, examples to"
                + " measure by, such as validation: {part: 0.1}"),
        arguments(
            "learningRate: 0.2",
            "stopEarly: {patience: 3}\n  learningRate: 0.2",
            "my.yaml:20: fineTune.stopEarly: patience: 3 is not allowed: needs data.validation,"
                + " examples to measure by, such as validation: {part: 0.1}"),
        arguments(
            "  classes: 10",
            "  classes: 10\n  validation: {part: 0.95}",
            "my.yaml:7: data.validation.part: 0.95 is not allowed: must be above 0 and at most"
                + " 0.9"),
        arguments(
            "units: 20",
            "units: 20\n    winners: 0.1",
            "my.yaml:8: layers[0].activation: sigmoid is not allowed: must be rectifier beside"
                + " winners: the other units of an example are off, which is 0"),
        arguments(
            "units: 20",
            "units: 20\n    activation: tanh\n    sparsity: {target: 0.1, weight: 1}",
            "my.yaml:10: layers[0].activation: tanh is not allowed: must be sigmoid beside "
                + "sparsity, whose target is the share of examples a unit is on for"),
        arguments(
            "units: 15",
            "units: 15\n    hidden: rectified\n    sparsity: {target: 0.1, weight: 1}",
            "my.yaml:16: layers[1].hidden: rectified is not allowed: must be bernoulli beside "
                + "sparsity, whose target is the share of examples a unit is on for"),
        arguments(
            "units: 15",
            "units: 15\n    chain: persistent\n    visibleStates: means",
            "my.yaml:17: layers[1].visibleStates: means is not allowed: must be sampled where "
                + "chain is persistent, or the chains leave the model's distribution"),
        arguments(
            "learningRate: 0.2",
            "learningRate: .nan",
            "my.yaml:20: fineTune.learningRate: .nan is not a number: "
                + "must be above 0 and at most 100"),
        arguments(
            "learningRate: 0.2",
            "learningRate: 0,2",
            "my.yaml:20: fineTune.learningRate: 0,2 is not a number: "
                + "must be above 0 and at most 100"),
        arguments(
            "name: small",
            "name: small\nseed: 9223372036854775808",
            "my.yaml:2: seed: 9223372036854775808 is not allowed: "
                + "must be at least -9223372036854775808 and at most 9223372036854775807"),
        // Words and text
        arguments(
            "units: 20",
            "units: 20\n    activation: relu",
            "my.yaml:10: layers[0].activation: relu is not allowed: "
                + "must be linear, rectifier, sigmoid or tanh"),
        arguments(
            "kind: rbm",
            "kind: gan",
            "my.yaml:14: layers[1].kind: gan is not allowed: "
                + "must be autoencoder, convolution, k-means or rbm"),
        arguments(
            "kind: rbm",
            "kind: k-means\n    gibbsSteps: 2",
            "my.yaml:15: layers[1].gibbsSteps: is not a key here: the keys are kind, units,"
                + " learningRate, finalLearningRate, schedule, optimizer, batchSize, epochs,"
                + " rounds, minimumRounds, validateRounds, stopEarly, keep"),
        arguments(
            "kind: rbm\n    units: 15",
            "kind: convolution\n    filters: 15\n    size: 3\n    over: maps"
                + "\n    learns: {kind: k-means}",
            "my.yaml:17: layers[1].over: maps is not allowed: must be patches where learns is"
                + " k-means"),
        arguments(
            "format: csv, path: test.csv",
            "format: xml, path: test.csv",
            "my.yaml:5: data.test.format: xml is not allowed: must be cifar, csv, generated-digits,"
                + " generated-shapes, idx, image-patches, images, parquet or spark"),
        arguments(
            "path: test.csv, label: 0",
            "path: test.csv, label: species",
            "my.yaml:5: data.test.label: species is not allowed: is a name, and only a table with "
                + "header: true has names of columns"),
        arguments(
            "path: test.csv, label: 0",
            "path: test.csv, label: 0, columns: [{column: a}]",
            "my.yaml:5: data.test.columns[0].column: a is not allowed: is a name, and only a table "
                + "with header: true has names of columns"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, features: a",
            "my.yaml:3: data.unlabeled.reader: is missing: "
                + "say where the table is: by reader, table or query"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, reader: jdbc, table: t, features: a",
            "my.yaml:3: data.unlabeled.table: t is not allowed: cannot be combined with reader"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, table: t, path: p, features: a",
            "my.yaml:3: data.unlabeled.path: p is not allowed: "
                + "needs a reader: say which, such as avro"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, reader: jdbc, options: {dbPassword: x}, features: a",
            "my.yaml:3: data.unlabeled.options: dbPassword is not allowed: must hold no secrets, "
                + "for a plan is kept with the run and the model: give them to Spark's "
                + "configuration, or use a table of its catalog"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, reader: json, options: {Path: t}, features: a",
            "my.yaml:3: data.unlabeled.options: Path is not allowed: "
                + "is no option here: set path beside reader"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, reader: json, options: x, features: a",
            "my.yaml:3: data.unlabeled.options: x is not a group of keys: "
                + "write its keys below it, indented"),
        arguments(
            "format: idx, features: all.gz",
            "format: spark, table: t, features: [a, a]",
            "my.yaml:3: data.unlabeled.features: a list of 2 is not allowed: "
                + "must differ from one another"),
        arguments(
            "name: small",
            "name: my plan",
            "my.yaml:1: name: my plan is not allowed: must be 1 to 100 letters, digits, dots, "
                + "dashes and underscores, the first a letter or digit"),
        arguments(
            "name: small",
            "name: small\ndescription: \"one\\ntwo\"",
            "my.yaml:2: description: one two is not one line of text: must be one line"),
        arguments(
            "features: all.gz",
            "features: ''",
            "my.yaml:3: data.unlabeled.features: is not allowed: "
                + "must be the path or the URI of a file or a directory"),
        arguments(
            "name: small",
            "name: small\ncompareWithScratch: yes",
            "my.yaml:2: compareWithScratch: yes is not allowed: must be false or true"),
        arguments(
            "name: small",
            "name: small\ncompare: [scratch, me]",
            "my.yaml:2: compare[1]: me is not allowed: must be auto, codes, linear, nearest, none"
                + " or scratch"),
        arguments(
            "classes: 10",
            "classes: 10\n  image: 28*28",
            "my.yaml:7: data.image: 28*28 is not HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS: must be a "
                + "height and a width such as 28x28, each at least 1 and at most 100000, or with "
                + "the number of channels such as 32x32x3, at least 1 and at most 1000"),
        arguments(
            "name: small",
            "name: small\nresources: {executorMemory: 100m}",
            "my.yaml:2: resources.executorMemory: 100m is not allowed: "
                + "must be at least 840m and at most 16t"),
        arguments(
            "name: small",
            "name: small\nresources: {executorMemory: 1 GB}",
            "my.yaml:2: resources.executorMemory: 1 GB is not an amount of memory: "
                + "must be at least 840m and at most 16t"),
        arguments(
            "name: small",
            "name: small\nresources: {device: CPU_AVX2}",
            "my.yaml:2: resources.device: CPU_AVX2 is not allowed: must be auto or the name of a"
                + " kind of device: small letters, digits and hyphens"),
        arguments(
            "name: small",
            "name: small\nresources: {device: [cpu-avx2, auto]}",
            "my.yaml:2: resources.device: a list of 2 is not allowed: auto must stand alone"),
        arguments(
            "name: small",
            "name: small\nresources: {device: [cpu-avx2, cpu-avx2]}",
            "my.yaml:2: resources.device: a list of 2 is not allowed: each kind may be"
                + " named once"),
        arguments(
            "name: small",
            "name: small\nresources: {precision: half}",
            "my.yaml:2: resources.precision: half is not allowed: must be float32 or mixed"),
        // Keys
        arguments(
            "units: 20",
            "unit: 20",
            """
            my.yaml:8: layers[0].units: is missing: must be at least 1 and at most 1000000
            my.yaml:9: layers[0].unit: is not a key here: did you mean units?\
            """),
        arguments(
            "units: 15",
            "units: 15\n    corruption: 0.1",
            "my.yaml:16: layers[1].corruption: is not a key here: the keys are kind, units,"
                + " learningRate, finalLearningRate, schedule, optimizer, batchSize, epochs,"
                + " rounds, minimumRounds, validateRounds, stopEarly, keep, visible, hidden, chain,"
                + " visibleStates, gibbsSteps, sparsity, weightDecay"),
        arguments(
            "name: small",
            "name: small\nname: large",
            "my.yaml:2: name: is given twice: remove it here or in line 1"),
        arguments(
            "name: small\n",
            "",
            "my.yaml:1: name: is missing: must be 1 to 100 letters, digits, dots, "
                + "dashes and underscores, the first a letter or digit"),
        arguments(
            SmallPlan.YAML.substring(SmallPlan.YAML.indexOf("fineTune:")),
            "",
            "my.yaml:4: data.labeled: a group of keys is read by nothing: "
                + "remove it, or fine-tune with objective: classify"),
        arguments(
            "fineTune:",
            "fineTune:\n  objective: reconstruct",
            "my.yaml:4: data.labeled: a group of keys is read by nothing: "
                + "remove it, or fine-tune with objective: classify"),
        arguments(
            "fineTune:",
            "fineTune:\n"
                + "  pseudoLabels: {generations: 0, learningRate: 0.1, batchSize: 5, epochs: 1}",
            "my.yaml:20: fineTune.pseudoLabels.generations: 0 is not allowed: "
                + "must be at least 1 and at most 1000"),
        arguments(
            "name: small",
            "name: small\nlabelCurve: {examples: [2, 20, 25], draws: 2}",
            """
            my.yaml:2: labelCurve.examples[0]: 2 is not allowed: \
            must be a multiple of classes, 10, to be the same number of each
            my.yaml:2: labelCurve.examples[2]: 25 is not allowed: \
            must be a multiple of classes, 10, to be the same number of each\
            """),
        arguments(
            "name: small",
            "name: small\nshards: 30\nlabelCurve: {examples: [20], draws: 2}",
            "my.yaml:3: labelCurve.examples[0]: 20 is not allowed: must be at least shards, 30"),
        arguments(
            "fineTune:",
            "fineTune:\n  objective: cluster",
            "my.yaml:20: fineTune.objective: cluster is not allowed: "
                + "must be classify or reconstruct"),
        arguments(
            SmallPlan.YAML.substring(
                SmallPlan.YAML.indexOf("  labeled:"), SmallPlan.YAML.indexOf("  test:")),
            "",
            "my.yaml:2: data.labeled: is missing: add it, with its keys below it, indented"),
        arguments(
            "name: small",
            "name: small\naveraging: nesterov",
            "my.yaml:2: averaging: nesterov is not a group of keys: "
                + "write its keys below it, indented"),
        arguments(
            "name: small",
            "name: small\n[1, 2]: 3",
            "my.yaml:2: has a key that is not a word: write keys as plain words"),
        arguments(
            layers(),
            "layers: []\n",
            "my.yaml:7: layers: a list of 0 is not allowed: must be a list of at least one"),
        arguments(layers(), "", "my.yaml:1: layers: is missing: must be a list of at least one"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: []",
            "my.yaml:7: data.preprocessing: a list of 0 is not allowed: "
                + "must be a list of at least one"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: [{kind: min-max}, {kind: whiten}]",
            "my.yaml:7: data.preprocessing[1].kind: whiten is not allowed: "
                + "must be clip-and-scale, global-contrast-normalisation, local-contrast, log, "
                + "min-max, standardise, tf-idf, whiten-patches or zca-whitening"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: [{kind: local-contrast, size: 8}, {kind: min-max}]",
            "my.yaml:7: data.preprocessing[0].size: 8 is not allowed: "
                + "must be odd, so that a place is in the middle"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: [{kind: min-max, low: 0}]",
            "my.yaml:7: data.preprocessing[0].low: is not a key here: the keys are kind"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: [{kind: global-contrast-normalisation, regulariser: 0}, "
                + "{kind: zca-whitening}, {kind: min-max}]",
            """
            my.yaml:7: data.preprocessing[0].regulariser: 0 is not allowed: \
            must be above 0 and at most 1000000
            my.yaml:7: data.preprocessing[1].epsilon: is missing: \
            must be above 0 and at most 1000000\
            """),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: image-patches, path: p, image: 20x30, byteOrder: big, patch: 8, "
                + "examples: 7, seed: 6}",
            """
            my.yaml:3: data.unlabeled.byteOrder: big is not allowed: \
            must be big-endian or little-endian
            my.yaml:3: data.unlabeled.patch: 8 is not HEIGHTxWIDTH: must be a height and a width \
            such as 28x28, each at least 1 and at most 100000\
            """),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: images, path: p, colours: red, crop: 8, resize: 8x8x3, broken: keep}",
            """
            my.yaml:3: data.unlabeled.colours: red is not allowed: must be grey or rgb
            my.yaml:3: data.unlabeled.crop: 8 is not HEIGHTxWIDTH or square: must be a height and \
            a width such as 28x28, each at least 1 and at most 100000, or square
            my.yaml:3: data.unlabeled.resize: 8x8x3 is not HEIGHTxWIDTH: must be a height and a \
            width such as 28x28, each at least 1 and at most 100000
            my.yaml:3: data.unlabeled.broken: keep is not allowed: must be refuse or skip\
            """),
        arguments(
            "{format: csv, path: test.csv, label: 0}",
            "{format: images, path: p, colours: grey, labels: [a, b]}",
            "my.yaml:5: data.test.label: is missing: say where the labels are, such as "
                + "label: {kind: folder}"),
        arguments(
            "{format: csv, path: test.csv, label: 0}",
            "{format: images, path: p, colours: grey, label: {kind: table, path: t, column: c}}",
            "my.yaml:5: data.test.label.name: is missing: must not be blank"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: images, path: p, colours: rgb, resize: 9x9}\n  image: 9x9",
            "my.yaml:4: data.image: 9x9 is not allowed: must be 9x9x3 as the images are read, or "
                + "left out"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: parquet, path: p, raw: true, images: {colours: grey, crop: square, x: 1}}",
            """
            my.yaml:3: data.unlabeled.images.resize: is missing: \
            say the size that all pictures get, such as resize: 32x32
            my.yaml:3: data.unlabeled.images.x: is not a key here: \
            the keys are colours, crop, resize
            my.yaml:3: data.unlabeled.images: a group of keys cannot be combined with range or raw: \
            remove one of the two\
            """),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: spark, reader: orc, path: p, features: [a, b], "
                + "images: {colours: grey, resize: 9x9}}",
            "my.yaml:3: data.unlabeled.features: a list of 2 is not allowed: must be one column "
                + "of pictures"),
        arguments(
            "classes: 10",
            "classes: 10\n  image: 28x28x0",
            "my.yaml:7: data.image: 28x28x0 is not allowed: must be a height and a width such as "
                + "28x28, each at least 1 and at most 100000, or with the number of channels such "
                + "as 32x32x3, at least 1 and at most 1000"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: csv, path: p, missing: {marks: ['?', '', '?']}}",
            "my.yaml:3: data.unlabeled.missing.fill: is missing: "
                + "must be category, mean, median or zero"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: csv, path: p, missing: {marks: ['?', '', '?'], fill: mean}}",
            "my.yaml:3: data.unlabeled.missing.marks: a list of 3 is not allowed: "
                + "must differ from one another"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: csv, path: p, missing: {fill: category, indicator: true}}",
            "my.yaml:3: data.unlabeled.missing.indicator: true is not allowed: "
                + "is for numbers, and fill: category fills none"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: csv, path: p, missing: {marks: ['?'], fill: mean}, "
                + "columns: [{column: 1, kind: categorical, categories: [a, '?']}]}",
            "my.yaml:3: data.unlabeled.columns[0].categories: a list of 2 is not allowed: "
                + "has one of missing.marks, which is an input of its own and no category"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: parquet, path: p, missing: {marks: ['?'], fill: category}}",
            """
            my.yaml:3: data.unlabeled.missing.fill: category is not allowed: \
            must be mean, median or zero
            my.yaml:3: data.unlabeled.missing.marks: is not a key here: \
            the keys are fill, indicator\
            """),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: parquet, path: p, images: {colours: grey, resize: 9x9}, "
                + "missing: {fill: mean}}",
            "my.yaml:3: data.unlabeled.missing: a group of keys cannot be combined with images: "
                + "remove one of the two"),
        arguments(
            "{format: csv, path: test.csv, label: 0}",
            "{format: csv, path: test.csv, label: 0, missing: {fill: mean}}",
            "my.yaml:5: data.test.missing: fill: mean is not allowed: "
                + "must be left out, for data.unlabeled has none"),
        // What does not go together
        arguments(
            "label: 0",
            "label: 0, columns: [{column: 1, kind: text}, {kind: ignored}, 3]",
            """
            my.yaml:5: data.test.columns[0].kind: text is not allowed: \
            must be categorical, ignored or numeric
            my.yaml:5: data.test.columns[1].column: is missing: \
            must be a number, at least 0 and at most 1000000, or a name in the header
            my.yaml:5: data.test.columns[2]: 3 is not a group of keys: \
            write its keys below it, indented\
            """),
        arguments(
            "label: 0",
            "label: 0, columns: [{column: 1, categories: [a, b]}]",
            "my.yaml:5: data.test.columns[0].categories: a list of 2 is not allowed: "
                + "are for categorical columns only"),
        arguments(
            "label: 0",
            "label: 0, columns: [{column: 1, kind: categorical, categories: [a, b, a]}]",
            "my.yaml:5: data.test.columns[0].categories: a list of 3 is not allowed: "
                + "must differ from one another"),
        arguments(
            "label: 0",
            "label: 0, columns: [{column: 1, kind: categorical, categories: [a, '', [b]]}]",
            """
            my.yaml:5: data.test.columns[0].categories[1]: is not allowed: must not be blank
            my.yaml:5: data.test.columns[0].categories[2]: a list of 1 is not text: \
            must not be blank\
            """),
        arguments(
            "label: 0",
            "label: 0, columns: [{column: 1}, {column: 0, kind: ignored}]",
            "my.yaml:5: data.test.columns[1].column: 0 is not allowed: "
                + "is the label, or another item's column too"),
        arguments(
            "label: 0",
            "label: 0, labels: [cat, dog], otherLabels: true",
            "my.yaml:5: data.test.labels: a list of 2 is not allowed: "
                + "must be as many as classes, 10 (otherLabels: true is one more)"),
        arguments(
            "label: 0",
            "label: 0, labels: [cat, cat]",
            "my.yaml:5: data.test.labels: a list of 2 is not allowed: "
                + "must differ from one another"),
        arguments(
            "label: 0",
            "label: 0, otherLabels: true",
            "my.yaml:5: data.test.otherLabels: true is not allowed: only together with labels"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: csv, path: a.csv, labels: [cat, dog]}",
            "my.yaml:3: data.unlabeled.label: is missing: say which column the labels are in"),
        arguments(
            "features: all.gz",
            "features: all.gz, onlyClasses: [1]",
            "my.yaml:3: data.unlabeled.onlyClasses: a list of 1 is not allowed: "
                + "needs labels: say where they are"),
        arguments(
            "label: 0",
            "label: 0, onlyClasses: [3, 10]",
            "my.yaml:5: data.test.onlyClasses: a list of 2 is not allowed: "
                + "must be classes, 0 to 9"),
        arguments(
            "label: 0",
            "label: 0, variation: {kind: rotated, seed: 1}",
            "my.yaml:5: data.test.variation: a group of keys is not allowed: "
                + "must be of idx or generated-digits"),
        arguments(
            "features: all.gz",
            "features: all.gz, variation: {kind: mirrored}",
            """
            my.yaml:3: data.unlabeled.variation.kind: mirrored is not allowed: \
            must be random-background or rotated
            my.yaml:3: data.unlabeled.variation.seed: is missing: \
            must be at least -9223372036854775808 and at most 9223372036854775807\
            """),
        arguments(
            "path: test.csv",
            "path: []",
            "my.yaml:5: data.test.path: a list of 0 is not allowed: must be a list of at least"
                + " one"),
        arguments(
            "path: test.csv",
            "path: [a, b/, a]",
            "my.yaml:5: data.test.path: a list of 3 is not allowed: "
                + "must be different paths, and a is there twice"),
        arguments(
            "path: test.csv",
            "path: [a, '']",
            "my.yaml:5: data.test.path[1]: is not allowed: "
                + "must be the path or the URI of a file or a directory"),
        arguments(
            "path: test.csv, ",
            "",
            "my.yaml:5: data.test.path: is missing: "
                + "must be the path or the URI of a file or a directory"),
        arguments(
            "label: 0",
            "label: 0, split: {from: 0.5}",
            "my.yaml:5: data.test.split.salt: is missing: must not be blank"),
        arguments(
            "label: 0",
            "label: 0, split: {salt: a, from: 0.5, to: 0.5}",
            "my.yaml:5: data.test.split.to: 0.5 is not allowed: must be above from, 0.5"),
        arguments(
            "label: 0",
            "label: 0, part: {from: 0.5, to: 0.5}",
            "my.yaml:5: data.test.part.to: 0.5 is not allowed: must be above from, 0.5"),
        arguments(
            "label: 0",
            "label: 0, part: {from: 0.5, to: 1.5, share: 1}",
            """
            my.yaml:5: data.test.part.to: 1.5 is not allowed: must be at least 0 and at most 1
            my.yaml:5: data.test.part.share: is not a key here: the keys are from, to, seed\
            """),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: image-patches, path: p, image: 20x30, byteOrder: big-endian, "
                + "patch: 21x30, examples: 7, seed: 6}",
            "my.yaml:3: data.unlabeled.patch: 21x30 is not allowed: must fit into an image, 20x30"),
        arguments(
            "{format: idx, features: some.gz, labels: some-labels.gz}",
            "{format: image-patches, path: p, image: 20x30, byteOrder: big-endian, "
                + "patch: 8x8, examples: 7, seed: 6}",
            "my.yaml:4: data.labeled.format: image-patches is not allowed: "
                + "must be a format with labels"),
        arguments(
            "label: 0",
            "label: 0, raw: true, range: {high: 255}",
            "my.yaml:5: data.test.range: a group of keys cannot be combined with raw: true: "
                + "remove one of the two"),
        arguments(
            "label: 0",
            "label: 0, raw: true",
            "my.yaml:8: layers[0].loss: cross-entropy is not allowed: must be squared-error on"
                + " inputs outside of [0, 1], or end data.preprocessing with min-max or"
                + " clip-and-scale"),
        arguments(
            "classes: 10",
            "classes: 10\n  preprocessing: [{kind: min-max}, {kind: standardise}]",
            "my.yaml:9: layers[0].loss: cross-entropy is not allowed: must be squared-error on"
                + " inputs outside of [0, 1], or end data.preprocessing with min-max or"
                + " clip-and-scale"),
        arguments(
            "rounds: 40",
            "rounds: 40\n    epochs: 2",
            "my.yaml:18: layers[1].rounds: 40 cannot be combined with epochs: remove one of the"
                + " two"),
        arguments(
            "rounds: 40",
            "rounds: 40\n    minimumRounds: 2",
            "my.yaml:19: layers[1].minimumRounds: 2 cannot be combined with rounds: remove one of"
                + " the two"),
        arguments(
            "\n    rounds: 40",
            "",
            "my.yaml:14: layers[1].epochs: is missing: "
                + "give epochs or rounds, must be at least 1 and at most 10000000"),
        arguments(
            ", labels: some-labels.gz",
            "",
            "my.yaml:4: data.labeled.labels: is missing: "
                + "must be the path or the URI of a file or a directory"),
        arguments(
            ", label: 0",
            "",
            "my.yaml:5: data.test.label: is missing: must be a number, at least 0 and at most"
                + " 1000000, or a name in the header"),
        arguments(
            "label: 0",
            "label: 0, range: {low: 1}",
            "my.yaml:5: data.test.range.high: 1.0 is not allowed: "
                + "must be above low, 1.0, and both must be finite"),
        arguments(
            "classes: 10",
            "classes: 10\n  labeledExamples: 25",
            "my.yaml:7: data.labeledExamples: 25 is not allowed: "
                + "must be a multiple of classes, 10, to be the same number of each"),
        arguments(
            "classes: 10",
            "classes: 2\n  labeledExamples: 2",
            "my.yaml:7: data.labeledExamples: 2 is not allowed: must be at least shards, 4"),
        arguments(
            "{format: csv, path: test.csv, label: 0}\n  classes: 10",
            "{format: generated-digits, examples: 10, seed: 1}\n  classes: 11",
            "my.yaml:6: data.classes: 11 is not allowed: must be 10 for generated digits"),
        arguments(
            "{format: idx, features: all.gz}",
            "{format: generated-digits, examples: 10, seed: 1}\n  image: 27x28",
            "my.yaml:4: data.image: 27x28 is not allowed: must be 28x28 for generated digits"),
        arguments(
            "units: 20",
            "units: 20\n    activation: tanh",
            "my.yaml:15: layers[1].visible: bernoulli is not allowed: must be gaussian on inputs "
                + "outside of [0, 1], or use sigmoid units in the layer below"),
        arguments(
            "epochs: 2\n  - kind: rbm",
            "epochs: 2\n    activation: tanh\n  - kind: autoencoder\n    loss: cross-entropy",
            "my.yaml:16: layers[1].loss: cross-entropy is not allowed: must be squared-error on "
                + "inputs outside of [0, 1], or use sigmoid units in the layer below"),
        arguments(
            "epochs: 2\n  - kind: rbm",
            """
            epochs: 2
                activation: rectifier
              - kind: autoencoder
                loss: squared-error
                corruption: {kind: salt-and-pepper, amount: 0.1}\
            """,
            "my.yaml:17: layers[1].corruption.kind: salt-and-pepper is not allowed: needs inputs "
                + "with a lowest and a highest value: take another, or use sigmoid units in the "
                + "layer below"),
        arguments(
            "name: small",
            "name: small\naveraging: {outer: {kind: average, momentum: 0.9}}",
            "my.yaml:2: averaging.outer.momentum: 0.9 is not allowed: "
                + "must be 0 for plain averaging, or use kind: nesterov"),
        arguments(
            "name: small",
            "name: small\naveraging: {outer: {kind: nesterov, learningRate: 1}}",
            "my.yaml:2: averaging.outer.momentum: is missing: must be at least 0 and below 1"),
        arguments(
            "name: small",
            "name: small\naveraging: {mode: {kind: stale, staleness: 0}}",
            "my.yaml:2: averaging.mode.staleness: 0 is not allowed: "
                + "must be at least 1, or use kind: synchronous"),
        arguments(
            "name: small",
            "name: small\naveraging: {mode: {kind: synchronous, staleness: 2}}",
            "my.yaml:2: averaging.mode.staleness: 2 is not allowed: must be 0, or use kind: stale"),
        arguments(
            "name: small",
            "name: small\naveraging: {mode: {kind: stale, staleness: 2, movingRate: 0.5}}",
            "my.yaml:2: averaging.mode.movingRate: 0.5 is not allowed: is for kind: elastic"),
        arguments(
            "name: small",
            "name: small\naveraging: {mode: {kind: elastic}}",
            "my.yaml:2: averaging.mode.movingRate: is missing: must be above 0 and at most 1"),
        arguments(
            "name: small",
            """
            name: small
            averaging:
              outer: {kind: nesterov, learningRate: 1, momentum: 0.5}
              mode: {kind: elastic, movingRate: 0.9}\
            """,
            "my.yaml:3: averaging.outer: nesterov is not allowed: "
                + "must be average: mode elastic has movingRate"),
        arguments(
            "name: small",
            """
            name: small
            averaging: {optimizerState: average, mode: {kind: elastic, movingRate: 0.9}}\
            """,
            "my.yaml:2: averaging.optimizerState: average is not allowed: "
                + "must be reset with mode elastic"),
        arguments(
            "name: small",
            "name: small\nresources: {price: {coreHour: 0.1, currency: euro}}",
            "my.yaml:2: resources.price.currency: euro is not allowed: "
                + "must be three capital letters, such as EUR"),
        arguments(
            "name: small",
            "name: small\nresources: {price: {currency: EUR}}",
            "my.yaml:2: resources.price.coreHour: 0.0 is not allowed: "
                + "or cardHour must be above 0"),
        arguments(
            "name: small",
            "name: small\nresources: {recheck: 1.5}",
            "my.yaml:2: resources.recheck: 1.5 is not allowed: must be at least 0 and at most 1"),
        arguments(
            "name: small",
            """
            name: small
            averaging: {mode: {kind: stale, staleness: 2}}
            resources: {recheck: 0.01}\
            """,
            "my.yaml:3: resources.recheck: 0.01 is not allowed: must be 0 with averaging.mode stale"
                + " or elastic: only synchronous rounds come to the same bits on every executor"),
        arguments(
            "name: small",
            "name: small\nshards: 1\nresources: {recheck: 1}",
            "my.yaml:3: resources.recheck: 1 is not allowed: must be 0 with 1 shard: only one"
                + " executor trains"),
        // YAML
        arguments(
            "classes: 10",
            "classes: 10: 20",
            "my.yaml:6: cannot be read, mapping values are not allowed here: " + SYNTAX_REMEDY),
        arguments(
            "  classes: 10",
            "\tclasses: 10",
            "my.yaml:6: cannot be read, found character '\\t(TAB)' that cannot start any token. "
                + "(Do not use \\t(TAB) for indentation): "
                + SYNTAX_REMEDY),
        arguments(
            SmallPlan.YAML, "# nothing\n", "my.yaml:1: is empty: write a plan, or name a recipe"),
        arguments(
            SmallPlan.YAML,
            "just words",
            "my.yaml:1: just words is not a group of keys: write its keys below it, indented"),
        arguments(
            "name: small",
            "name: &n small\ndescription: *n",
            "my.yaml:2: description: is the alias *n: write the value out"),
        arguments(
            "name: small",
            "name: !!java.io.File small",
            "my.yaml:1: name: has the tag tag:yaml.org,2002:java.io.File: "
                + "remove the tag, plans have none"),
        arguments(
            "fineTune:",
            "---\nfineTune:",
            "my.yaml:19: has more than one document: keep one, without the line ---"));
  }

  private static final String SYNTAX_REMEDY =
      "check the indentation (spaces, no tabs), colons, brackets and quotes here and just above";

  private static String layers() {
    String yaml = SmallPlan.YAML;
    return yaml.substring(yaml.indexOf("layers:"), yaml.indexOf("fineTune:"));
  }

  @ParameterizedTest(name = "[{index}] {2}")
  @MethodSource("wrongTexts")
  void aWrongTextIsNamedWithItsRemedy(String piece, String replacement, String message) {
    assertThat(refusal(SmallPlan.with(piece, replacement))).hasMessage(message);
  }

  /** An override of the small plan and the whole message. */
  static Stream<Arguments> wrongOverrides() {
    return Stream.of(
        arguments(
            "layers[0].units=none",
            "--set layers[0].units: none is not a whole number: "
                + "must be at least 1 and at most 1000000"),
        arguments(
            "layers[0].unit=3", "--set layers[0].unit: is not a key here: did you mean units?"),
        arguments(
            "fine_tune.epochs=3",
            "--set fine_tune.epochs: fine_tune: is not a key here: did you mean fineTune?"),
        arguments("seed", "--set seed: is not key=value: write it as layers[0].units=200"),
        arguments(
            "layers.0.units=3", "--set layers.0.units: is not a key: write it as layers[0].units"),
        arguments(
            "layers[3].units=3",
            "--set layers[3].units: does not exist in this plan, which has only a list of 2 there: "
                + "check the key (items count from 0, and a list grows by one at its end)"),
        arguments(
            "name.first=x",
            "--set name.first: does not exist in this plan, which has only small there: "
                + "check the key (items count from 0, and a list grows by one at its end)"),
        arguments(
            "layers[0].rounds=",
            "--set layers[0].rounds: removes a key that this plan does not have: "
                + "check the key, or leave this out"),
        arguments(
            "labelCurve={examples: [20, x], draws: 2}",
            "--set labelCurve: labelCurve.examples[1]: x is not a whole number: "
                + "must be at least 1 and at most 2147483647"),
        arguments(
            "averaging={localSteps: 1, localSteps: 2}",
            "--set averaging: averaging.localSteps: is given twice: remove one of the two"),
        arguments(
            "seed=[20",
            "--set seed: cannot be read, expected ',' or ']', but got <stream end>: check "
                + "colons, commas, brackets and quotes"),
        arguments(
            "publish.model=a b",
            "--set publish.model: a b is not allowed: must be 1 to 100 letters, digits, dots, "
                + "dashes and underscores, the first a letter or digit"));
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @MethodSource("wrongOverrides")
  void aWrongOverrideIsNamedWithItsRemedy(String override, String message) {
    assertThat(refusal(SmallPlan.YAML, override)).hasMessage(message);
  }

  @Test
  void anAppendedLayerThatLacksKeysSaysWhichOverrideBeganIt() {
    assertThat(refusal(SmallPlan.YAML, "layers[2].kind=rbm", "layers[2].units=3"))
        .hasMessage(
            """
            --set layers[2].kind: layers[2].batchSize: is missing: must be at least 1 and at most 100000
            --set layers[2].kind: layers[2].epochs: is missing: give epochs or rounds, must be at \
            least 1 and at most 10000000\
            """);
  }

  @Test
  void aWrongKindDoesNotHideWhatIsWrongForAllKinds() {
    assertThat(refusal(SmallPlan.YAML, "layers[1].kind=gan", "layers[1].units=0"))
        .hasMessageContainingAll("layers[1].kind: gan", "layers[1].units: 0");
  }

  @Test
  void aGroupIsSetKeyByKey() {
    assertThat(refusal(SmallPlan.YAML, "averaging.mode=stale"))
        .hasMessage(
            "--set averaging.mode: stale is not a group of keys: "
                + "set its keys, averaging.mode.KEY=VALUE");
  }

  @Test
  void aMistakeInFineTuningAsksForNoLabelsWhereItWantsNone() {
    String unlabeled =
        SmallPlan.YAML
            .replaceAll("(?m)^  labeled:.*\n", "")
            .replaceAll("(?m)^  classes:.*\n", "")
            .replace("{format: csv, path: test.csv, label: 0}", "{format: csv, path: test.csv}");

    assertThat(refusal(unlabeled, "fineTune.objective=reconstruct", "fineTune.dropout=2"))
        .hasMessage(
            "--set fineTune.dropout: 2 is not allowed: " + "must be at least 0 and below 1");
  }

  @Test
  void anAugmentationThatChangesNothingIsAMistake() {
    assertThat(refusal(SmallPlan.YAML, "fineTune.augmentation={}"))
        .hasMessage(
            "--set fineTune.augmentation: fineTune.augmentation.flip: none is not allowed:"
                + " must be another where shift, rotation and crop change nothing");
    assertThat(refusal(SmallPlan.YAML, "fineTune.augmentation={shift: 2, crop: 0}"))
        .hasMessage(
            "--set fineTune.augmentation: fineTune.augmentation.crop: 0 is not allowed:"
                + " must be above 0 and at most 1");
  }

  @Test
  void allMistakesAreToldInOneGoInTheOrderOfTheText() {
    String yaml =
        """
        name: ''
        seed: 1
        seed: 2
        data:
          unlabeled: {format: idx, feature: all.gz}
          labeled: {format: idx, features: some.gz}
          test: {format: csv, path: test.csv, label: first}
          classes: 1
        layers:
          - kind: autoencoder
            units: 20
            activation: tanh
            corruption: {kind: masking, amount: 0.25}
            learningRate: 0.1
            batchSize: 10
            epochs: 2
          - kind: rbm
            units: 15
            learningRate: 0.1
            batchSize: 10
            epochs: 2
          - kind: rbm
            units: none
            batchSize: 0
        averaging: {localStep: 3, outer: {kind: nesterov, learningRate: 0, momentum: 1}}
        fineTune:
          learningRate: fast
          finalLearningRate: -1
          batchSize: 5
          rounds: 3
          dropout: 1.5
        publsh: {}
        """;

    InvalidPlanException refusal = refusal(yaml, "shards=0", "resources.executorMemory=1");

    assertThat(refusal)
        .hasMessage(
            """
            my.yaml:1: name: is not allowed: must be 1 to 100 letters, digits, dots, dashes and \
            underscores, the first a letter or digit
            my.yaml:3: seed: is given twice: remove it here or in line 2
            my.yaml:5: data.unlabeled.features: is missing: \
            must be the path or the URI of a file or a directory
            my.yaml:5: data.unlabeled.feature: is not a key here: did you mean features?
            my.yaml:6: data.labeled.labels: is missing: \
            must be the path or the URI of a file or a directory
            my.yaml:7: data.test.label: first is not allowed: is a name, and only a table with \
            header: true has names of columns
            my.yaml:8: data.classes: 1 is not allowed: must be at least 2 and at most 100000
            my.yaml:17: layers[1].visible: bernoulli is not allowed: must be gaussian on inputs \
            outside of [0, 1], or use sigmoid units in the layer below
            my.yaml:22: layers[2].epochs: is missing: give epochs or rounds, must be at least 1 \
            and at most 10000000
            my.yaml:23: layers[2].units: none is not a whole number: must be at least 1 and at \
            most 1000000
            my.yaml:24: layers[2].batchSize: 0 is not allowed: must be at least 1 and at most 100000
            my.yaml:25: averaging.outer.learningRate: 0 is not allowed: must be above 0 and at most 10
            my.yaml:25: averaging.outer.momentum: 1 is not allowed: must be at least 0 and below 1
            my.yaml:25: averaging.localStep: is not a key here: did you mean localSteps?
            my.yaml:27: fineTune.learningRate: fast is not a number: must be above 0 and at most 100
            my.yaml:28: fineTune.finalLearningRate: -1 is not allowed: must be at least 0 and at \
            most 100
            my.yaml:31: fineTune.dropout: 1.5 is not allowed: must be at least 0 and below 1
            my.yaml:32: publsh: is not a key here: did you mean publish?
            --set shards: 0 is not allowed: must be at least 1 and at most 100000
            --set resources.executorMemory: 1 is not allowed: must be at least 840m and at most 16t\
            """);
    assertThat(refusal.problems().get(6))
        .isEqualTo(
            new PlanProblem(
                "my.yaml",
                8,
                "data.classes",
                "1",
                "is not allowed",
                "must be at least 2 and at most 100000"));
  }

  @Test
  void aLongValueIsCutInTheMessage() {
    assertThat(refusal(SmallPlan.with("units: 20", "units: " + "x".repeat(500))))
        .hasMessageStartingWith(
            "my.yaml:9: layers[0].units: " + "x".repeat(80) + "… is not a whole number");
  }

  @Test
  void aTextMadeToTakeMuchMemoryOrStackIsRefused() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      aliases.append(String.format(Locale.ROOT, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1));
    }

    assertThat(refusal(SmallPlan.YAML + aliases).problems()).hasSize(40);
    assertThat(refusal(SmallPlan.with("name: small", "name: " + "[".repeat(100_000))))
        .hasMessage("my.yaml:1: cannot be read, it nests deeper than any plan: " + SYNTAX_REMEDY);
    assertThat(refusal("#".repeat((1 << 20) + 1)))
        .hasMessage("my.yaml: is longer than 1048576 characters: give a plan");
  }

  @Test
  void noTextMakesTheReaderFailOtherwiseThanByRefusingIt() {
    List<String> values =
        List.of(
            "",
            "~",
            "0",
            "1e999",
            "-0",
            "9".repeat(400),
            "''",
            "\"\\u0000\"",
            "[]",
            "{a: 1}",
            "*x",
            "!!int 3",
            "!x [1]",
            "'",
            "\t",
            "a: b",
            "? x",
            ">\n  x",
            "rbm",
            "99999x99999",
            "999999999999t",
            "\u0000",
            "\ud83d\ude00");
    String plan = new PlanWriter().write(new PlanReader().read(demo(), List.of()));
    List<String> lines = plan.lines().distinct().toList();
    for (String line : lines) {
      for (String value : values) {
        String changed = line.substring(0, line.indexOf(':') + 1) + " " + value;
        readOrRefuse(plan.replace(line + "\n", changed + "\n"));
      }
      readOrRefuse(plan.replace(line + "\n", ""));
      readOrRefuse(plan.substring(0, plan.indexOf(line) + line.length() / 2));
    }
  }

  private static PlanText demo() {
    return new Recipes().text("demo").orElseThrow();
  }

  private static void readOrRefuse(String yaml) {
    try {
      assertThat(SmallPlan.read(yaml)).isNotNull();
    } catch (InvalidPlanException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allMatch(problem -> problem.message().startsWith("my.yaml"));
    }
  }

  private static InvalidPlanException refusal(String yaml, String... overrides) {
    return catchThrowableOfType(InvalidPlanException.class, () -> SmallPlan.read(yaml, overrides));
  }
}
