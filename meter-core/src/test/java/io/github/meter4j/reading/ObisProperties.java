package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ObisProperties {
  @Property
  void everyCodeReadsBackWhatItPrints(
      @ForAll @IntRange(max = 255) int a,
      @ForAll @IntRange(max = 255) int c,
      @ForAll @IntRange(max = 255) int e,
      @ForAll @IntRange(max = 255) int f,
      @ForAll boolean byHand) {
    Obis code = new Obis(a, 255 - a, c, 255 - c, e, f, byHand);
    assertThat(Obis.tryParse(code.toString())).contains(code);
  }

  @Property
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(Obis.tryParse(text).map(Obis::toString).flatMap(Obis::tryParse))
        .isEqualTo(Obis.tryParse(text));
  }

  @Property
  void noTextThatLooksLikeACodeMakesItThrow(
      @ForAll
          @CharRange(from = '0', to = '3')
          @Chars({'-', ':', '.', '*', '&'})
          @StringLength(max = 16)
          String text) {
    assertThat(Obis.tryParse(text).map(Obis::toString).flatMap(Obis::tryParse))
        .isEqualTo(Obis.tryParse(text));
  }
}
