package io.github.meter4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a file that grows, and of one that another reader records. */
@Timeout(60)
class FollowTest {
  private static final Duration PAUSE = Duration.ofMillis(5);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("p1.log");
  }

  private void append(String text) throws IOException {
    Files.writeString(file(), text, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private MeterSource<LineReading> source() {
    return MeterSource.of(new LineDriver(), "file", file().toString()).with("follow", "true");
  }

  private static MeterReader<LineReading> open(MeterSource<LineReading> source)
      throws MeterException {
    return MeterReader.open(source, new BackOff(PAUSE, PAUSE, () -> 0.5));
  }

  private static List<String> collect(MeterReader<LineReading> meter) {
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    Patience.start(
        () -> {
          meter.readings().forEach(reading -> received.add(reading.text()));
          return null;
        });
    return received;
  }

  private static void await(List<String> received, String... texts) {
    Patience.until("there were " + List.of(texts), () -> received.size() >= texts.length);
    assertThat(received).containsExactly(texts);
  }

  @Test
  void readingsHaveAllOfItAndGoOn() throws Exception {
    append("a\nb\nhalf of ");
    try (MeterReader<LineReading> meter = open(source())) {
      List<String> received = collect(meter);
      await(received, "a", "b");
      append("c\n");
      await(received, "a", "b", "half of c");
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
    }
  }

  @Test
  void afterACutAllOfTheFileIsDelivered() throws Exception {
    append("a\nb\n");
    try (MeterReader<LineReading> meter = open(source())) {
      List<String> received = collect(meter);
      await(received, "a", "b");
      Files.writeString(file(), "c\n");
      await(received, "a", "b", "c");
      Files.delete(file());
      Patience.until("it is gone", () -> meter.state() == ReaderState.DISCONNECTED);
      append("d\n");
      await(received, "a", "b", "c", "d");
      assertThat(meter.stats().reconnects()).isEqualTo(2);
    }
  }

  @Test
  void aReadIsFresh() throws Exception {
    append("old\n");
    try (MeterReader<LineReading> meter = open(source())) {
      Patience.Running<LineReading> read = Patience.start(() -> meter.read()).awaitWaiting();
      append("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  @Test
  void aReadIsFreshAlsoAfterTheFileWasReplaced() throws Exception {
    append("old\n");
    try (MeterReader<LineReading> meter = open(source())) {
      Files.move(file(), folder.resolve("p1.log.1"));
      append("old as well\n");
      Patience.Running<LineReading> read = Patience.start(() -> meter.read()).awaitWaiting();
      append("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  /** What came into the file between two calls while it could not be read is old. */
  @Test
  void aReadIsFreshAlsoAfterTheFileWasAway() throws Exception {
    append("old\n");
    try (MeterReader<LineReading> meter = open(source())) {
      Files.delete(file());
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_FOUND));
      append("old as well\n");
      Patience.Running<LineReading> read = Patience.start(() -> meter.read()).awaitWaiting();
      append("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  @Test
  void aSubscriptionIsLive() throws Exception {
    append("old\n");
    try (MeterReader<LineReading> meter = open(source())) {
      Heard heard = new Heard();
      meter.subscribe(heard, Handoff.buffer(10));
      append("new\n");
      heard.awaitReadings("new");
      Files.writeString(file(), "2\n");
      heard.awaitReadings("new", "2");
      assertThat(heard.causes).singleElement().asString().contains("became shorter");
    }
  }

  @Test
  void whatIsInAFileThatIsOpenedLaterIsOldToo() throws Exception {
    append("old\n");
    try (MeterReader<LineReading> meter = open(source().with("connect", "lazy"))) {
      Patience.Running<LineReading> read = Patience.start(() -> meter.read()).awaitWaiting();
      append("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  @Test
  void whatIsInAFileThatCameAfterTheCallIsNew() throws Exception {
    try (MeterReader<LineReading> meter = open(source().with("connect", "lazy"))) {
      Heard heard = new Heard();
      meter.subscribe(heard, Handoff.buffer(10));
      append("a\nb\n");
      heard.awaitReadings("a", "b");
    }
  }

  /** Of a recording nothing is old, also when it is opened by the first read. */
  @Test
  void aRecordingThatIsOpenedLaterIsReadInOrder() throws Exception {
    append("a\nb\nc\n");
    var recording =
        MeterSource.of(new LineDriver(), "file", file().toString()).with("connect", "lazy");
    try (MeterReader<LineReading> meter = open(recording)) {
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.read().text()).isEqualTo("b");
      assertThat(meter.read().text()).isEqualTo("c");
    }
  }

  @Test
  void whatDoesNotGoTogetherIsToldByTheAddress() {
    assertThatThrownBy(() -> source().with("pace", "1s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("in line+file:" + file() + ": follow goes with pace=max only");
    assertThatThrownBy(() -> MeterSource.of(new LineDriver(), "file", "-").with("follow", "true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("standard input");
  }

  /** It would read for ever what it writes itself. */
  @Test
  void itsOwnRecordingIsNotFollowed() throws Exception {
    append("a\n");
    Path sameFile = folder.resolve("link");
    Files.createSymbolicLink(sameFile, file());
    assertThatThrownBy(() -> open(source().with("record", sameFile.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot record into the file that is played");
    Files.delete(file());
    assertThatThrownBy(() -> open(source().with("record", file().toString())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Telegrams in pieces, with the pauses of a meter between them, over several files. */
  @Test
  void whatOneReaderRecordsAnotherFollowsThroughEveryRotation() throws Exception {
    FlakyLink link = new FlakyLink();
    String options = "?record=" + file() + "&record-size=10KB&record-files=2";
    List<String> sent = new ArrayList<>();
    try (MeterReader<LineReading> port = link.reader(options);
        MeterReader<LineReading> follower = open(source())) {
      List<String> received = collect(port);
      List<String> followed = collect(follower);
      for (int i = 0; i < 16; i++) {
        String text = "telegram " + i + ' ' + "x".repeat(1_000);
        sent.add(text);
        long start = System.nanoTime();
        for (String piece : List.of(text.substring(0, 7), text.substring(7), "\n")) {
          link.awaitOpened(1).feed(piece);
        }
        Patience.until("it was followed", () -> followed.size() == sent.size());
        while (System.nanoTime() - start < Duration.ofMillis(300).toNanos()) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      assertThat(followed).isEqualTo(sent);
      assertThat(received).isEqualTo(sent);
      assertThat(follower.stats().reconnects()).as("rotations").isBetween(3L, 8L);
      assertThat(follower.stats().rejected()).isEmpty();
    }
  }
}
