package io.github.meter4j.currentcost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.currentcost.CurrentCostDriver;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README says which options the driver has. */
class ReadmeOptionsTest {

  @Test
  void readmeTableSaysWhatIsDeclared() throws IOException {
    Path readme = Path.of(System.getProperty("meter.root"), "README.md");
    StringBuilder table = new StringBuilder();
    table.append("\n| driver `cc128` | takes | default | meaning |\n|---|---|---|---|\n");
    for (OptionSpec<?> option : new CurrentCostDriver().options()) {
      table.append("| `").append(option.name()).append("` | ").append(option.form());
      table.append(" | ").append(option.defaultText().map(t -> '`' + t + '`').orElse(""));
      table.append(" | ").append(option.meaning()).append(" |\n");
    }
    assertThat(Files.readString(readme)).contains(table.append('\n'));
  }
}
