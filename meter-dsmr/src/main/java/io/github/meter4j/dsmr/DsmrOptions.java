package io.github.meter4j.dsmr;

import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Secret;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The options of P1 and H1 ports, typed: {@code Dsmr.serial("/dev/ttyUSB0").with(DsmrOptions.ZONE,
 * ZoneId.of("Europe/Amsterdam"))}. In an address they have the names that {@link OptionSpec#name}
 * gives.
 */
public final class DsmrOptions {

  /** What to do about checksums. */
  public static final OptionSpec<ChecksumPolicy> CHECKSUM =
      OptionSpec.choice(
          "checksum",
          ChecksumPolicy.class,
          "auto",
          "auto: has to match where the meter sends one; require: has to be there; ignore; x25: has"
              + " to be there, as CRC-16/X-25");

  /** What to do about line ends that were changed on the way. */
  public static final OptionSpec<LineEnds> LINE_ENDS =
      OptionSpec.choice(
          "line-ends",
          LineEnds.class,
          "exact",
          "repair: accept telegrams whose CR LF were changed on the way");

  /** Where the customer key is, which opens encrypted telegrams. */
  public static final OptionSpec<Secret> KEY =
      OptionSpec.secret("key", "the customer key that opens encrypted telegrams, 32 hex digits");

  /** Where the authentication key is, if it is not the public one of Luxembourg. */
  public static final OptionSpec<Secret> AUTH_KEY =
      OptionSpec.secret(
          "auth-key", "the authentication key, where it is not the public one of Luxembourg");

  /** The system title of the meter, where its encrypted telegrams have none. */
  public static final OptionSpec<String> TITLE =
      OptionSpec.of(
          "title",
          "16 hex digits",
          "",
          "the system title, where encrypted telegrams come without one (Elgama)",
          DsmrKey::requireTitle);

  /** What to do about the authentication tag of encrypted telegrams. */
  public static final OptionSpec<TagPolicy> TAG =
      OptionSpec.choice(
          "tag",
          TagPolicy.class,
          "require",
          "ignore: accept encrypted telegrams whose checksum matches but whose tag does not");

  /** Whether bit 7 is dropped. */
  public static final OptionSpec<Boolean> SEVEN_BIT =
      OptionSpec.flag(
          "seven-bit", "false", "drop bit 7: for 7E1 text on a port that can only do 8N1");

  /** The offset of the meter's standard time from UTC. */
  public static final OptionSpec<ZoneOffset> OFFSET =
      OptionSpec.offset(
          "offset", "the meter's standard time, where the telegram does not tell the country");

  /** Where the meter stands: what stamps without S or W mean, and its standard time. */
  public static final OptionSpec<ZoneId> ZONE =
      OptionSpec.zone(
          "zone",
          "where the meter stands: what stamps without S or W mean, and its standard time where"
              + " offset is not set");

  /** The longest telegram, in bytes. */
  public static final OptionSpec<Integer> MAX_FRAME =
      OptionSpec.integer(
          "max-frame", 64, FrameLimits.MAX_FRAME, "16384", "the longest telegram, in bytes");

  /** The longest line, in bytes. */
  public static final OptionSpec<Integer> MAX_LINE =
      OptionSpec.integer(
          "max-line", 16, FrameLimits.MAX_FRAME, "4096", "the longest line, in bytes");

  static final List<OptionSpec<?>> ALL =
      List.of(
          CHECKSUM, LINE_ENDS, KEY, AUTH_KEY, TITLE, TAG, SEVEN_BIT, OFFSET, ZONE, MAX_FRAME,
          MAX_LINE);

  private DsmrOptions() {}
}
