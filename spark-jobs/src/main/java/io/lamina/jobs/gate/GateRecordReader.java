package io.lamina.jobs.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.json.JsonFields;
import io.lamina.zoo.reason.Reason;
import java.util.List;

/** Reads a record from JSON. */
final class GateRecordReader {
  private static final String NAME = "gates.json";

  private final ObjectMapper mapper = new ObjectMapper();

  GateRecord read(String json) {
    JsonFields fields = new JsonFields(parse(json), NAME);
    int format = fields.integer("format");
    if (format != GateRecordWriter.FORMAT) {
      throw new IllegalArgumentException(
          NAME + " has format " + format + ", this version reads " + GateRecordWriter.FORMAT);
    }
    GateRecord gates =
        new GateRecord(
            fields.text("candidate"),
            fields.optionalText("champion"),
            fields.optionalText("testSet"),
            fields.objects("gates").stream().map(GateRecordReader::result).toList(),
            fields
                .optionalObject("force")
                .map(force -> new Force(force.text("by"), force.text("reason"))));
    if (Verdict.named(fields.text("verdict")) != Verdict.of(gates.passes())) {
      throw new IllegalArgumentException(
          NAME + ": verdict is " + fields.text("verdict") + ", the gates say otherwise");
    }
    return gates;
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NAME + ": " + new Reason(e).text(), e);
    }
  }

  private static GateResult result(JsonFields fields) {
    return new GateResult(
        fields.text("gate"),
        Verdict.named(fields.text("verdict")),
        figures(fields.object("figures")),
        figures(fields.object("thresholds")),
        fields.text("sentence"));
  }

  private static List<Figure> figures(JsonFields fields) {
    return fields.keys().stream().map(key -> new Figure(key, fields.number(key))).toList();
  }
}
