package io.github.meter4j.rigs.machine;

import io.github.meter4j.rigs.machine.Console.Entry;
import java.math.BigDecimal;

/** What was sent in the steps that are measured, and what was counted, for the documentation. */
record Table(String title, Console console) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(title).append("\n\n");
    text.append("| step | sent | pulse ms | pause ms | counted | rejected |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Entry sent : console.entries()) {
      if (sent.kind().equals("PULSES") && sent.step().matches("sweep-.*|bounces|stalls-.*")) {
        text.append(row(sent)).append('\n');
      }
    }
    return text.toString();
  }

  private String row(Entry sent) {
    return String.join(
        " | ",
        "| " + sent.step(),
        sent.text("count"),
        millis(sent.span("high_us")),
        millis(sent.span("low_us")),
        Long.toString(console.counted(sent.step())),
        console.grown(sent.step(), "rejected") + " |");
  }

  /** From the least to the greatest, in milliseconds. */
  private static String millis(long[] micros) {
    return BigDecimal.valueOf(micros[0], 3) + " to " + BigDecimal.valueOf(micros[2], 3);
  }
}
