package io.github.meter4j.simulator;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.simulator.modbus.SlaveServer;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.transport.Transports;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Meters that are simulated: {@code dsmr+sim:household}, {@code iec62056+sim:ebz}, {@code
 * cc128+sim:display}; and with a server on a loopback socket, which speaks Modbus RTU, {@code
 * dds238+sim:dds238}, {@code iem2150+sim:iem2150} and {@code rs485}, a bus with a DDS238 as unit 1,
 * an iEM2150 as unit 2 and an SDM120 as unit 3.
 */
public final class SimTransportProvider implements TransportProvider {
  private static final long SECOND = 1_000_000_000;

  private static final String HOUSEHOLD = "household";
  private static final String EBZ = "ebz";
  private static final String DISPLAY = "display";
  private static final String DDS238 = "dds238";
  private static final String IEM2150 = "iem2150";
  private static final String BUS = "rs485";
  private static final List<String> TARGETS =
      List.of(HOUSEHOLD, EBZ, DISPLAY, DDS238, IEM2150, BUS);

  /** A time that may depend on the zone of the meter. */
  interface Start extends Function<ZoneId, Instant> {}

  private static final OptionSpec<Integer> SPEED =
      OptionSpec.integer(
          "speed", 1, 100_000, "1", "simulated seconds, and so telegrams, in a real second");

  static final OptionSpec<Start> START =
      OptionSpec.of(
          "start",
          "2026-07-01T12:00 or 2026-07-01T10:00:00Z",
          "",
          "the time of the first telegram, without a zone in that of the meter; otherwise now",
          SimTransportProvider::parseStart);

  static final OptionSpec<Integer> SEED =
      OptionSpec.integer(
          "seed", 0, Integer.MAX_VALUE, "1", "another number makes another household");

  private static final OptionSpec<Profile> PROFILE =
      OptionSpec.choice(
          "profile",
          Profile.class,
          "belgium",
          "the country: which telegrams a household sends, and the time zone");

  private final Clock clock;

  /** The provider; it has no state. */
  public SimTransportProvider() {
    this(Clock.systemUTC());
  }

  SimTransportProvider(Clock clock) {
    this.clock = clock;
  }

  private static Start parseStart(String text) {
    try {
      if (text.indexOf('Z') > 0 || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 9) {
        Instant at = OffsetDateTime.parse(text).toInstant();
        return zone -> at;
      }
      LocalDateTime local = LocalDateTime.parse(text);
      return zone -> local.atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public String scheme() {
    return "sim";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.MEMORY;
  }

  @Override
  public String targetForm() {
    return String.join(" or ", TARGETS);
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(SPEED, START, SEED, PROFILE);
  }

  @Override
  public void validate(String target) {
    if (!TARGETS.contains(target)) {
      throw new IllegalArgumentException(
          "no simulated meter \"" + target + "\"; there is " + String.join(", ", TARGETS));
    }
  }

  @Override
  public Transport open(String target, Options options) throws TransportException {
    validate(target);
    if (target.equals(HOUSEHOLD) && options.get(PROFILE) == Profile.GERMANY) {
      throw new TransportException(Kind.NOT_FOUND, "German meters have no P1 port: use " + EBZ);
    }
    Profile profile = target.equals(EBZ) ? Profile.GERMANY : options.get(PROFILE);
    Instant start =
        options.find(START).map(given -> given.apply(profile.zone())).orElseGet(clock::instant);
    try {
      int seed = options.get(SEED);
      if (List.of(DDS238, IEM2150, BUS).contains(target)) {
        return bus(target, new Household(seed, start, profile), start, options.get(SPEED));
      }
      SimulatedMeter meter =
          target.equals(DISPLAY)
              ? new Display(seed, start, profile.zone())
              : new Household(seed, start, profile);
      return new SimTransport(meter, options.get(SPEED));
    } catch (IllegalArgumentException e) {
      throw new TransportException(Kind.NOT_FOUND, e.getMessage(), e);
    }
  }

  /** A server that is found by its socket, as one of another process would be. */
  private static Transport bus(String target, Household household, Instant start, int speed)
      throws TransportException {
    long opened = System.nanoTime();
    Supplier<Instant> clock =
        () -> {
          long passed = System.nanoTime() - opened;
          return start.plusSeconds(passed / SECOND * speed + passed % SECOND * speed / SECOND);
        };
    HouseholdSlave meters = new HouseholdSlave(household, clock);
    switch (target) {
      case DDS238 -> meters.dds238(1);
      case IEM2150 -> meters.iem2150(1);
      default -> meters.dds238(1).iem2150(2).sdm120(3);
    }
    SlaveServer server = null;
    try {
      server = SlaveServer.rtuOverTcp(meters.slave(), 0);
      return new SocketTransport(connect(server.port()), server);
    } catch (IOException e) {
      if (server != null) {
        server.close();
      }
      throw e instanceof TransportException known
          ? known
          : new TransportException(Kind.NOT_FOUND, "no socket for a simulated meter", e);
    }
  }

  private static Transport connect(int port) throws TransportException {
    return Transports.open("tcp", "127.0.0.1:" + port, Map.of());
  }
}
