package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Who waits for a line has it in turn. One thread plays all, since no place waits with no time. */
class LineTurnProperties {
  private LineTurn turn = new LineTurn();

  /** A meter, and what is left of its poll. */
  private final class Meter {
    private final LineTurn.Party party = turn.newParty();
    private Optional<LineTurn.Place> place = Optional.empty();
    private int left;
    private int polls;
    private int waited;

    void want(int transactions) {
      left = transactions;
      place = Optional.of(turn.queue(party));
    }
  }

  private Meter next(List<Meter> meters) {
    List<Meter> free = new ArrayList<>();
    for (Meter meter : meters) {
      if (meter.place.isPresent() && takes(meter.place.get())) {
        free.add(meter);
      }
    }
    assertThat(free).as("who has the line").hasSize(1);
    return free.get(0);
  }

  private boolean takes(LineTurn.Place place) {
    try {
      return turn.await(place, 0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** It has the line for one transaction; true at the end of its poll. */
  private boolean transact(Meter meter) {
    meter.left--;
    meter.place = Optional.empty();
    boolean done = meter.left == 0;
    if (done) {
      turn.served(meter.party);
      meter.polls++;
    } else {
      meter.place = Optional.of(turn.queue(meter.party));
    }
    turn.release();
    return done;
  }

  @Property(tries = 300)
  void whereAllWaitNobodyIsMoreThanOnePollAhead(
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @Size(min = 20, max = 100) List<@IntRange(min = 1, max = 5) Integer> transactions) {
    turn = new LineTurn();
    List<Meter> meters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Meter meter = new Meter();
      meter.want(1 + i % 3);
      meters.add(meter);
    }
    for (int size : transactions) {
      Meter meter = next(meters);
      if (transact(meter)) {
        meter.want(size);
      }
      int least = meters.stream().mapToInt(it -> it.polls).min().getAsInt();
      int most = meters.stream().mapToInt(it -> it.polls).max().getAsInt();
      assertThat(most - least).isLessThanOrEqualTo(1);
    }
  }

  /** Whoever comes back at any time, and whoever is new. */
  @Property(tries = 300)
  void nobodyIsPassedTwiceByAnother(
      @ForAll @Size(min = 20, max = 200) List<@IntRange(max = 99) Integer> choices) {
    turn = new LineTurn();
    List<Meter> meters = new ArrayList<>();
    for (int choice : choices) {
      if (choice < 10 && meters.size() < 10) {
        meters.add(new Meter());
      }
      for (Meter meter : meters) {
        if (meter.place.isEmpty() && (choice + meter.polls) % 3 == 0) {
          meter.want(1 + choice % 4);
          meter.waited = 0;
        }
      }
      if (meters.stream().anyMatch(it -> it.place.isPresent())) {
        Meter meter = next(meters);
        if (transact(meter)) {
          meters.stream().filter(it -> it.place.isPresent()).forEach(it -> it.waited++);
        }
        for (Meter other : meters) {
          assertThat(other.waited).isLessThanOrEqualTo(2 * meters.size());
        }
      }
    }
  }
}
