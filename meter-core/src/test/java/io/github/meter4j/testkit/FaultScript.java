package io.github.meter4j.testkit;

import io.github.meter4j.testkit.FaultPlan.Injury;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/** Plays a plan on a stream of bytes. Knows nothing of chunks and of time. */
final class FaultScript {
  private static final int LONGEST = 64;

  private final FaultPlan plan;
  private final Random random;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  /** What happens to the bytes that come now; empty while all is well. */
  private Optional<Injury> now = Optional.empty();

  /** How many bytes that goes on for. */
  private int left;

  /** How many bytes pass before those that are held. */
  private int passing;

  FaultScript(FaultPlan plan) {
    this.plan = plan;
    this.random = new Random(plan.seed());
    rest();
  }

  private void rest() {
    now = Optional.empty();
    left = plan.weights().isEmpty() ? Integer.MAX_VALUE : about(plan.spacing());
  }

  /** From 1, and that number on average. */
  private int about(int average) {
    return 1 + random.nextInt(2 * average - 1);
  }

  /**
   * Takes bytes until there are no more, or until something happens to the whole line.
   *
   * @return what happens behind the bytes that were given out
   */
  Optional<Injury> play(ByteBuffer in, ByteArrayOutputStream out) {
    while (in.hasRemaining()) {
      if (left == 0) {
        Optional<Injury> event = next(out);
        if (event.isPresent()) {
          return event;
        }
      } else if (now.isEmpty() && left == Integer.MAX_VALUE) {
        out.write(in.get()); // for ever
      } else {
        left--;
        pass(in.get(), out);
      }
    }
    if (left == 0 && now.isPresent()) {
      finish(out); // not only when more comes
    }
    return Optional.empty();
  }

  /** Something begins or ends. */
  private Optional<Injury> next(ByteArrayOutputStream out) {
    if (now.isPresent()) {
      finish(out);
      return Optional.empty();
    }
    Injury injury = draw();
    switch (injury) {
      case CUT, STALL, CLOSE -> {
        rest();
        return Optional.of(injury);
      }
      case CORRUPT -> begin(injury, 1);
      case LOSE, DUPLICATE -> begin(injury, 1 + random.nextInt(LONGEST));
      case REORDER -> {
        begin(injury, 1 + random.nextInt(LONGEST));
        passing = 1 + random.nextInt(LONGEST);
        left += passing;
      }
    }
    return Optional.empty();
  }

  private void begin(Injury injury, int length) {
    now = Optional.of(injury);
    left = length;
  }

  private Injury draw() {
    int all = plan.weights().values().stream().mapToInt(Integer::intValue).sum();
    int at = random.nextInt(all);
    for (Injury injury : Injury.values()) { // in an order that is always the same
      at -= plan.weights().getOrDefault(injury, 0);
      if (at < 0) {
        return injury;
      }
    }
    throw new AssertionError("the weights have another sum");
  }

  private void pass(byte b, ByteArrayOutputStream out) {
    switch (now.orElse(Injury.STALL)) {
      case CORRUPT -> out.write(b ^ 1 << random.nextInt(8));
      case LOSE -> {}
      case DUPLICATE -> {
        out.write(b);
        held.write(b);
      }
      case REORDER -> (left >= passing ? held : out).write(b);
      default -> out.write(b);
    }
  }

  private void finish(ByteArrayOutputStream out) {
    out.writeBytes(held.toByteArray());
    held.reset();
    rest();
  }

  /** The stream is over, or begins anew: gives what was held back. */
  byte[] end() {
    byte[] last = held.toByteArray();
    held.reset();
    rest();
    return last;
  }
}
