package io.github.meter4j.testkit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a {@link FaultyTransport} does to the bytes, and how often. The same plan does the same to
 * the same bytes, however they are cut into chunks and whatever time passes between them.
 *
 * @param seed where the dice begin
 * @param spacing how many bytes lie between two faults on average, from 1
 * @param weights how often each fault happens beside the others; those that are left out never do
 * @param stall how long a stall lasts
 * @param mostAtOnce how many bytes one read gives at most, from 1
 * @param writes how many writes succeed on average before one fails; 0 when none does
 */
public record FaultPlan(
    long seed,
    int spacing,
    Map<Injury, Integer> weights,
    Duration stall,
    int mostAtOnce,
    int writes) {

  /** What happens to a line, at a place in its bytes. */
  public enum Injury {
    /** The line breaks: reads and writes fail with DISCONNECTED. */
    CUT,
    /** Nothing comes for a while; what comes then is whole. */
    STALL,
    /** One bit of one byte is another. */
    CORRUPT,
    /** Up to 64 bytes are missing. */
    LOSE,
    /** Up to 64 bytes come twice. */
    DUPLICATE,
    /**
     * Up to 64 bytes come after up to 64 that were behind them; until those are there they wait.
     */
    REORDER,
    /** The transport is closed, as another thread may do while it is read. */
    CLOSE
  }

  /**
   * Checks the numbers and makes the map unmodifiable.
   *
   * @param seed where the dice begin
   * @param spacing how many bytes lie between two faults on average
   * @param weights how often each fault happens
   * @param stall how long a stall lasts
   * @param mostAtOnce how many bytes one read gives at most
   * @param writes how many writes succeed on average before one fails
   */
  public FaultPlan {
    if (spacing < 1 || mostAtOnce < 1 || writes < 0 || stall.isNegative()) {
      throw new IllegalArgumentException("a number of this plan is too small");
    }
    if (weights.values().stream().anyMatch(weight -> weight < 1)) {
      throw new IllegalArgumentException("leave a fault out instead of giving it no weight");
    }
    weights = Map.copyOf(weights);
  }

  /**
   * A plan without any fault.
   *
   * @param seed where the dice begin
   * @return the plan, with 1000 bytes between two faults and stalls of 100 ms once there are some
   */
  public static FaultPlan seeded(long seed) {
    return new FaultPlan(seed, 1000, Map.of(), Duration.ofMillis(100), Integer.MAX_VALUE, 0);
  }

  /**
   * The same plan with another seed: for the next transport of a line that is opened again.
   *
   * @param other where the dice begin
   * @return the new plan
   */
  public FaultPlan withSeed(long other) {
    return new FaultPlan(other, spacing, weights, stall, mostAtOnce, writes);
  }

  /**
   * The same plan with so many bytes between two faults on average.
   *
   * @param bytes from 1
   * @return the new plan
   */
  public FaultPlan every(int bytes) {
    return new FaultPlan(seed, bytes, weights, stall, mostAtOnce, writes);
  }

  /**
   * The same plan with one fault more.
   *
   * @param injury what happens
   * @param weight how often, beside the others; from 1
   * @return the new plan
   */
  public FaultPlan with(Injury injury, int weight) {
    Map<Injury, Integer> more = new EnumMap<>(Injury.class);
    more.putAll(weights);
    more.put(injury, weight);
    return new FaultPlan(seed, spacing, more, stall, mostAtOnce, writes);
  }

  /**
   * The same plan with stalls that last so long.
   *
   * @param length how long
   * @return the new plan
   */
  public FaultPlan stalling(Duration length) {
    return new FaultPlan(seed, spacing, weights, length, mostAtOnce, writes);
  }

  /**
   * The same plan with reads that give few bytes.
   *
   * @param bytes how many at most, from 1
   * @return the new plan
   */
  public FaultPlan trickling(int bytes) {
    return new FaultPlan(seed, spacing, weights, stall, bytes, writes);
  }

  /**
   * The same plan with writes that fail with DISCONNECTED after half of the bytes; the line is
   * broken from then on.
   *
   * @param successes how many succeed on average before one fails, from 1
   * @return the new plan
   */
  public FaultPlan failingWrites(int successes) {
    return new FaultPlan(seed, spacing, weights, stall, mostAtOnce, successes);
  }
}
