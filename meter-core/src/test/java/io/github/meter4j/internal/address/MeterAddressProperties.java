package io.github.meter4j.internal.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MeterAddressProperties {

  /** Whatever a file is called and an option says, the address that is printed opens the same. */
  @Property
  void whatIsWrittenIsReadAsTheSame(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String driver,
      @ForAll Optional<@AlphaChars @StringLength(min = 1, max = 8) String> scheme,
      @ForAll @StringLength(max = 20) String target,
      @ForAll @Size(max = 3)
          Map<@AlphaChars @StringLength(min = 1, max = 6) String, @StringLength(max = 12) String>
              options,
      @ForAll boolean isHost) {
    MeterAddress address = new MeterAddress(driver, scheme, target, options);
    assertThat(MeterAddress.parse(address.write(isHost))).isEqualTo(address);
  }
}
