package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderLogTest {
  private final LogCapture log = LogCapture.of("io.github.meter4j.reader");
  private final FlakyLink link = new FlakyLink();

  @AfterEach
  void close() {
    log.close();
  }

  private List<String> at(String level) {
    return log.all().stream().filter(line -> line.startsWith(level + " ")).toList();
  }

  @Test
  void whatGoesAsItShouldIsNoNews() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n"))) {
      assertThat(meter.readings()).hasSize(2);
    }
    assertThat(at("INFO")).isEmpty();
  }

  @Test
  void aConnectionThatBreaksAndComesBackIsLogged() throws Exception {
    try (var meter = link.reader("")) {
      Heard heard = new Heard();
      meter.subscribe(heard);
      ScriptedTransport line = link.awaitOpened(1);
      line.feed("a\n");
      heard.awaitReadings("a");
      line.disconnect();
      link.awaitOpened(2).feed("b\n");
      heard.awaitReadings("a", "b");
      Patience.until("the end of the trouble is logged", () -> at("INFO").size() >= 2);
      assertThat(at("INFO"))
          .hasSize(2)
          .satisfies(lines -> assertThat(lines.get(0)).contains("is DISCONNECTED: "))
          .satisfies(lines -> assertThat(lines.get(1)).endsWith("is CONNECTED again"));
    }
  }

  /** The first line of a log makes a small computer load so much that it takes a second. */
  @Test
  void theStateHandlerHearsBeforeTheLog() throws Exception {
    var loggedWhenTold = new CompletableFuture<List<String>>();
    try (var meter = link.reader("")) {
      meter.onState(
          (state, cause) -> {
            if (cause.isPresent()) {
              loggedWhenTold.complete(at("INFO"));
            }
          });
      meter.subscribe(new Heard());
      link.awaitOpened(1).disconnect();
      assertThat(loggedWhenTold.get(5, TimeUnit.SECONDS)).isEmpty();
      Patience.until("the end is logged too", () -> !at("INFO").isEmpty());
    }
  }

  @Test
  void rejectedFramesAreLoggedAtDebugAndRateLimited() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("!one\n!two\n!three\na\n"))) {
      assertThat(meter.readings()).hasSize(1);
      assertThat(meter.stats().rejectedTotal()).isEqualTo(3);
    }
    assertThat(at("FINE")).hasSize(1).first().asString().contains("is rejected");
  }

  @Test
  void aListenerThatThrowsIsLogged() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    try (var meter = LineDriver.open(line)) {
      var subscription =
          meter.subscribe(
              reading -> {
                throw new IllegalStateException("of the user");
              });
      line.feed("a\n");
      Patience.until("the listener has failed", () -> subscription.failures() == 1);
      Patience.until("that is logged", () -> !at("WARNING").isEmpty());
    }
  }

  @Test
  @SuppressWarnings("try") // closing it early is what is looked at
  void aSubscriptionCanBeWaitedFor() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      var subscription = meter.subscribe(heard);
      line.feed("a\n");
      heard.awaitReadings("a");
      assertThat(subscription.await(Duration.ofMillis(20))).isFalse();
      meter.close();
      subscription.await();
      assertThat(subscription.await(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void theEndOfARecordingEndsTheWait() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n"))) {
      meter.subscribe(heard, io.github.meter4j.reader.Handoff.buffer(10)).await();
      assertThat(heard.readings).containsExactly("a", "b");
    }
  }
}
