package io.github.meter4j.currentcost;

import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Messages to test with: those of the documents, and made ones. */
final class Samples {
  static final String LIVE =
      "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:02:39</time><tmpr>18.7</tmpr>"
          + "<sensor>1</sensor><id>01234</id><type>1</type><ch1><watts>00345</watts></ch1>"
          + "<ch2><watts>02151</watts></ch2><ch3><watts>00000</watts></ch3></msg>";

  static final String IMPULSES =
      "<msg><src>CC128-v1.48</src><dsb>00012</dsb><time>00:00:09</time><tmpr>21.0</tmpr>"
          + "<sensor>0</sensor><id>01039</id><type>2</type><imp>0000014768</imp>"
          + "<ipu>1000</ipu></msg>";

  static final String HISTORY =
      "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:10:50</time><hist><dsw>00032</dsw>"
          + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h024>001.1</h024>"
          + "<h022>000.9</h022></data><data><sensor>9</sensor><h024>000.0</h024>"
          + "<h022>000.0</h022></data></hist></msg>";

  static final String CLASSIC =
      "<msg><date><dsb>00007</dsb><hr>23</hr><min>14</min><sec>57</sec></date><src>"
          + "<name>CC02</name><id>00077</id><type>1</type><sver>1.06</sver></src>"
          + "<ch1><watts>00365</watts></ch1><ch2><watts>00000</watts></ch2>"
          + "<ch3><watts>00000</watts></ch3><tmpr>23.3</tmpr></msg>";

  static final String CLASSIC_WITH_HISTORY =
      CLASSIC.replace(
          "</msg>",
          "<hist><hrs><h02>000.0</h02><h04>002.1</h04></hrs><days><d01>0010</d01></days>"
              + "<mths><m01>0001</m01></mths><yrs><y1>0000010</y1></yrs></hist></msg>");

  /** A burst of a real dump is about as long. */
  static final String LONG_HISTORY = longHistory();

  static final List<String> ALL =
      List.of(LIVE, IMPULSES, HISTORY, CLASSIC, CLASSIC_WITH_HISTORY, LONG_HISTORY);

  private Samples() {}

  private static String longHistory() {
    List<HistoryValue> values = new ArrayList<>();
    for (int sensor = 0; sensor <= 9; sensor++) {
      for (int age = 20; age >= 4; age -= 2) {
        Quantity energy = new Quantity(sensor * 100L + age, 3, Unit.KILOWATT_HOUR);
        values.add(new HistoryValue(sensor, Store.HOURS, age, energy));
      }
    }
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v0.11", 5, LocalTime.of(8, 29));
    return new String(encoder.history(6, values), java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** The live message with one thing changed. */
  static String live(String what, String by) {
    if (!LIVE.contains(what)) {
      throw new IllegalArgumentException(what);
    }
    return LIVE.replace(what, by);
  }
}
