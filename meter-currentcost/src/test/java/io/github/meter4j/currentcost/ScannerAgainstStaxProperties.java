package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner takes no message that the XML parser of the JDK refuses, and reads it alike. */
class ScannerAgainstStaxProperties {
  private static final String[] PIECES = {
    "<msg >",
    "</msg >",
    "<a>",
    "</a>",
    "<a/>",
    "<a />",
    "<ch1>",
    "</ch1>",
    "<watts>",
    "</watts>",
    "<sensor>",
    "</sensor >",
    "<h024>",
    "</h024>",
    "1",
    " 9.8",
    "-",
    "\r\n",
    "text",
    "<!-- -->",
    "<![CDATA[x]]>",
    "<?p?>",
    "&lt;",
    "&x;",
    "]]>",
    "<a b='c'>",
    "<x:a>",
    "<1>",
    "<",
    ">",
    "</",
    "<_a.b-c>",
    "</_a.b-c>"
  };

  @Test
  void bothReadWhatDisplaysSend() {
    for (String sample : Samples.ALL) {
      assertThat(StaxReference.compare(Events.bytes(sample))).as(sample).isEqualTo(1);
    }
  }

  @Property(tries = 2_000)
  void bothJudgeDamagedMessagesAlike(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    String sample = Samples.ALL.get(mutations.random().nextInt(Samples.ALL.size()));
    int taken = StaxReference.compare(mutations.damaged(Events.bytes(sample)));
    assertThat(taken).isBetween(0, 2);
  }

  @Property(tries = 4_000)
  void bothJudgeMadeUpMarkupAlike(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("<msg>");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    int taken = StaxReference.compare(Events.bytes(text.append("</msg>").toString()));
    assertThat(taken).isBetween(0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<msg></msg>",
        "<msg><a></a><a/></msg>",
        "<msg> <a > text </a\r\n> </msg>",
        "<msg><a><b><c><d>1</d></c></b></a></msg>"
      })
  void bothTake(String message) {
    assertThat(StaxReference.compare(Events.bytes(message))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<msg><a></msg>",
        "<msg><a></b></msg>",
        "<msg><a></aa></msg>",
        "<msg><aa></a></msg>",
        "<msg></></msg>",
        "<msg><msg ></msg>",
        "<msg><1/></msg>",
        "<msg><a</msg>",
        "<msg>&a;</msg>"
      })
  void bothRefuse(String message) {
    assertThat(StaxReference.compare(Events.bytes(message))).isZero();
  }
}
