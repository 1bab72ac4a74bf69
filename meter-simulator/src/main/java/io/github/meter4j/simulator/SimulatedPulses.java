package io.github.meter4j.simulator;

import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The pulse source {@code sim}. Its provider is public for ServiceLoader only. */
final class SimulatedPulses {
  private static final String HOUSEHOLD = "household";
  private static final Pattern POWER = Pattern.compile("(\\d{1,7})W");

  private static final OptionSpec<Integer> RATE =
      OptionSpec.integer(
          "rate",
          1,
          1_000,
          "1",
          "simulated seconds in a real second; pulses come no faster than an S0 output gives them");

  private static final OptionSpec<Integer> PULSES =
      OptionSpec.integer(
          "pulses", 1, Integer.MAX_VALUE, "", "end after so many pulses; otherwise never");

  private static final Profile PROFILE = Profile.BELGIUM;

  private SimulatedPulses() {}

  /** Opens simulated pulse outputs. */
  public static final class Provider implements PulseSourceProvider {
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
      return HOUSEHOLD + " or a power such as 2300W";
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of(RATE, PULSES, Start.OPTION, SimulatedOptions.SEED);
    }

    @Override
    public void validate(String target) {
      if (!target.equals(HOUSEHOLD) && !POWER.matcher(target).matches()) {
        throw new IllegalArgumentException(
            "no simulated pulse output \"" + target + "\"; there is " + targetForm());
      }
    }

    @Override
    public void validate(String target, Options options) {
      options.find(Start.OPTION).ifPresent(start -> start.in(PROFILE.zone()));
    }

    @Override
    public PulseSource open(String target, Options options, EdgeListener listener) {
      long impulses = SimulatedOptions.impulses(options);
      long last = options.find(PULSES).map(Integer::longValue).orElse(Long.MAX_VALUE);
      SimPulses pulses =
          new SimPulses(load(target, options), impulses, options.get(RATE), last, listener);
      pulses.start();
      return pulses;
    }
  }

  private static SimPulses.Load load(String target, Options options) {
    if (!target.equals(HOUSEHOLD)) {
      int watts = Integer.parseInt(target.substring(0, target.length() - 1));
      return second -> watts;
    }
    Instant start = Start.of(options, PROFILE.zone());
    House house = new House(new Chance(options.get(SimulatedOptions.SEED)));
    LocalClock local = new LocalClock(PROFILE.zone());
    return second -> {
      long at = start.getEpochSecond() + second;
      house.live(at, local.set(at));
      return house.watts();
    };
  }
}
