package io.github.meter4j.simulator;

import io.github.meter4j.s0.S0Options;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/** Simulated meters with a pulse output: {@code s0+sim:household}, {@code s0+sim:2300W}. */
public final class SimPulseSourceProvider implements PulseSourceProvider {
  private static final String HOUSEHOLD = "household";
  private static final Pattern POWER = Pattern.compile("(\\d{1,7})W");

  private static final OptionSpec<Integer> SPEED =
      OptionSpec.integer(
          "speed",
          1,
          1_000,
          "1",
          "simulated seconds in a real second; pulses come no faster than an S0 output gives them");

  private static final OptionSpec<Integer> PULSES =
      OptionSpec.integer(
          "pulses", 1, Integer.MAX_VALUE, "", "end after so many pulses; otherwise never");

  private final Clock clock;

  /** The provider; it has no state. */
  public SimPulseSourceProvider() {
    this.clock = Clock.systemUTC();
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
    return HOUSEHOLD + " or a power such as 2300W";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(SPEED, PULSES, SimTransportProvider.START, SimTransportProvider.SEED);
  }

  @Override
  public void validate(String target) {
    if (!target.equals(HOUSEHOLD) && !POWER.matcher(target).matches()) {
      throw new IllegalArgumentException(
          "no simulated pulse output \"" + target + "\"; there is " + targetForm());
    }
  }

  @Override
  public PulseSource open(String target, Options options, EdgeListener listener) {
    long impulses = options.get(S0Options.IMPULSES);
    long last = options.find(PULSES).map(Integer::longValue).orElse(Long.MAX_VALUE);
    SimPulses pulses =
        new SimPulses(load(target, options), impulses, options.get(SPEED), last, listener);
    pulses.start();
    return pulses;
  }

  private SimPulses.Load load(String target, Options options) {
    if (!target.equals(HOUSEHOLD)) {
      int watts = Integer.parseInt(target.substring(0, target.length() - 1));
      return second -> watts;
    }
    Profile profile = Profile.BELGIUM;
    long start =
        options
            .find(SimTransportProvider.START)
            .map(given -> given.apply(profile.zone()))
            .orElseGet(clock::instant)
            .getEpochSecond();
    House house = new House(new Chance(options.get(SimTransportProvider.SEED)));
    LocalClock local = new LocalClock(profile.zone());
    return second -> {
      house.live(start + second, local.set(start + second));
      return house.watts();
    };
  }
}
