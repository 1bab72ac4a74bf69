package io.github.meter4j.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void putsCommasBetweenMembersAndElementsOnly() {
    JsonWriter json = new JsonWriter().openObject("");
    json.openArray("a").number("", 1).text("", "x").openObject("").closeObject().closeArray();
    json.openObject("b").number("c", -2).closeObject().openArray("d").closeArray();
    json.text("e", null).closeObject();

    assertThat(json).hasToString("{\"a\":[1,\"x\",{}],\"b\":{\"c\":-2},\"d\":[],\"e\":null}");
  }

  @Test
  void escapesWhatIsNoPlainAscii() {
    assertThat(text("\"\\/\n\r\t")).isEqualTo("\"\\\"\\\\/\\n\\r\\t\"");
    assertThat(text("\0\u001f\u007f\u00b3\u20ac"))
        .isEqualTo("\"\\u0000\\u001f\\u007f\\u00b3\\u20ac\"");
    assertThat(text("\ud83d\udd0c")).isEqualTo("\"\\ud83d\\udd0c\"");
    assertThat(text("")).isEqualTo("\"\"");
  }

  @Test
  void writesEveryWholeNumber() {
    JsonWriter json = new JsonWriter().openArray("");
    json.number("", Long.MIN_VALUE).number("", 0).number("", Long.MAX_VALUE).closeArray();

    assertThat(json).hasToString("[-9223372036854775808,0,9223372036854775807]");
  }

  private static String text(String value) {
    return new JsonWriter().text("", value).toString();
  }
}
