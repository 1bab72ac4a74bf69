package io.github.meter4j;

import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.OptionSpec;
import java.util.List;

/**
 * What a transport or a pulse source says of itself, for lists and messages.
 *
 * @param scheme its name in a meter address, as in {@code dsmr+tcp://host:23}
 * @param kind what it is
 * @param targetForm what a target looks like, as in {@code host:port}
 * @param options its options
 */
public record LinkInfo(
    String scheme, LinkKind kind, String targetForm, List<OptionSpec<?>> options) {

  /**
   * Makes the list unmodifiable.
   *
   * @param scheme its name in a meter address
   * @param kind what it is
   * @param targetForm what a target looks like
   * @param options its options
   */
  public LinkInfo {
    options = List.copyOf(options);
  }

  static LinkInfo of(LinkProvider link) {
    return new LinkInfo(link.scheme(), link.kind(), link.targetForm(), link.options());
  }
}
