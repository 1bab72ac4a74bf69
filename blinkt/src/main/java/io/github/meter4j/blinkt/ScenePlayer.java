package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import java.time.Duration;
import java.util.List;

/** Shows scenes one after the other. Not safe to share between threads. */
public final class ScenePlayer {

  /** Waits; a test counts instead. */
  @FunctionalInterface
  public interface Pause {

    /**
     * Waits.
     *
     * @param time for how long
     * @throws InterruptedException when the waiting thread is interrupted
     */
    void pause(Duration time) throws InterruptedException;
  }

  private final Blinkt blinkt;
  private final Pause pause;

  /**
   * A player that waits on the thread that calls it.
   *
   * @param blinkt shows the scenes
   */
  public ScenePlayer(Blinkt blinkt) {
    this(blinkt, time -> Thread.sleep(time.toMillis()));
  }

  /**
   * A player with a clock of one's own.
   *
   * @param blinkt shows the scenes
   * @param pause waits while a scene is shown
   */
  public ScenePlayer(Blinkt blinkt, Pause pause) {
    this.blinkt = blinkt;
    this.pause = pause;
  }

  /**
   * Shows scenes, each for its time. The LEDs keep showing the last one.
   *
   * @param scenes what to show
   * @throws TransportException when they cannot be shown
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public void play(List<Scene> scenes) throws TransportException, InterruptedException {
    for (Scene scene : scenes) {
      for (int led = 0; led < Blinkt.LEDS; led++) {
        blinkt.set(led, scene.leds().get(led));
      }
      blinkt.show();
      pause.pause(scene.time());
    }
  }
}
