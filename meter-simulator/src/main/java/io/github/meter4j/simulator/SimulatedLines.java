package io.github.meter4j.simulator;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.simulator.modbus.ModbusSlave;
import io.github.meter4j.simulator.modbus.SlaveServer;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.transport.Transports;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The transport {@code sim}. Its provider is public for ServiceLoader only. */
final class SimulatedLines {
  private static final OptionSpec<Integer> RATE =
      OptionSpec.integer(
          "rate", 1, 100_000, "1", "simulated seconds, and so telegrams, in a real second");

  /** Given by the driver: see {@link TransportProvider#options}. */
  private static final OptionSpec<String> DRIVER =
      OptionSpec.of(
          "driver",
          "a driver such as sdm630",
          "",
          "which meter sim:household is: that of this driver; otherwise that of the driver which"
              + " reads it",
          text -> text);

  private static final OptionSpec<Profile> PROFILE =
      OptionSpec.choice(
          "profile",
          Profile.class,
          "belgium",
          "the country: which telegrams a household sends, and the time zone");

  private static final OptionSpec<GasMeters> GAS =
      OptionSpec.choice(
          "gas",
          GasMeters.class,
          "one",
          "replaced: of a household, a gas meter that was replaced still answers on M-Bus channel"
              + " 1, with its last value of 2017; the new one is on channel 2");

  /** The gas meters of a household. */
  private enum GasMeters {
    ONE,
    REPLACED
  }

  private SimulatedLines() {}

  /** Opens simulated meters that send bytes. */
  public static final class Provider implements TransportProvider {
    /** The provider; it has no state. */
    public Provider() {}

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
      return Target.words(" or ");
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of(RATE, Start.OPTION, SimulatedOptions.SEED, PROFILE, GAS, DRIVER);
    }

    @Override
    public void validate(String target) {
      Target.of(target);
    }

    @Override
    public void validate(String target, Options options) {
      Target meter = meter(target, options);
      if (meter == Target.HOUSEHOLD && options.get(PROFILE) == Profile.GERMANY) {
        throw new IllegalArgumentException(
            "German meters have no P1 port: iec62056+sim:household is a German household");
      }
      if (meter != Target.HOUSEHOLD && options.get(GAS) == GasMeters.REPLACED) {
        throw new IllegalArgumentException("only the P1 port of dsmr+sim:household has gas meters");
      }
      options.find(Start.OPTION).ifPresent(start -> start.in(profile(meter, options).zone()));
    }

    @Override
    public Transport open(String target, Options options) throws TransportException {
      Target meter = meter(target, options);
      Profile profile = profile(meter, options);
      Instant start = Start.of(options, profile.zone());
      int seed = options.get(SimulatedOptions.SEED);
      int rate = options.get(RATE);
      Household household = new Household(seed, start, profile);
      Supplier<Instant> clock = clock(start, rate);
      return switch (meter) {
        case HOUSEHOLD -> new SimTransport(withGasMeters(household, options.get(GAS)), rate);
        case EBZ -> new SimTransport(household, rate);
        case MT174 -> new ModeCLine(ModeCMeter.mt174(household, clock));
        case DISPLAY -> new SimTransport(new Display(seed, start, profile.zone()), rate);
        case DDS238, IEM2150, SDM120, SDM630, RS485 ->
            onSocket(modbus(meter, new HouseholdSlave(household, clock), options));
      };
    }
  }

  /** Without a driver, as {@link io.github.meter4j.transport.Transports} opens it, the P1 port. */
  private static Target meter(String target, Options options) {
    return options.find(DRIVER).map(driver -> Target.of(target, driver)).orElse(Target.of(target));
  }

  private static Profile profile(Target meter, Options options) {
    boolean german = meter == Target.EBZ || meter == Target.MT174;
    return german ? Profile.GERMANY : options.get(PROFILE);
  }

  private static Household withGasMeters(Household household, GasMeters gas) {
    return gas == GasMeters.REPLACED ? household.withReplacedGasMeter() : household;
  }

  /** The time of the simulation, which starts now. */
  private static Supplier<Instant> clock(Instant start, int rate) {
    long opened = System.nanoTime();
    return () -> {
      long passed = System.nanoTime() - opened;
      long second = 1_000_000_000;
      return start.plusSeconds(passed / second * rate + passed % second * rate / second);
    };
  }

  private static ModbusSlave modbus(Target meter, HouseholdSlave bus, Options options) {
    int unit = SimulatedOptions.unit(options);
    HouseholdSlave meters =
        switch (meter) {
          case DDS238 -> bus.dds238(unit);
          case IEM2150 -> bus.iem2150(unit);
          case SDM120 -> bus.sdm120(unit);
          case SDM630 -> bus.sdm630(unit);
          default -> bus.dds238(1).iem2150(2).sdm120(3).sdm630(4);
        };
    return meters.slave();
  }

  /** Behind a server on a loopback socket: its requests and replies are frames on a connection. */
  private static Transport onSocket(ModbusSlave slave) throws TransportException {
    SlaveServer server;
    try {
      server = SlaveServer.rtuOverTcp(slave, 0);
    } catch (IOException e) {
      throw new TransportException(
          Kind.NOT_FOUND, "no loopback socket for a simulated meter: " + e.getMessage(), e);
    }
    try {
      Transport socket = Transports.open("tcp", "127.0.0.1:" + server.port(), Map.of());
      return new SocketTransport(socket, server);
    } catch (TransportException e) {
      server.close();
      throw e;
    }
  }
}
