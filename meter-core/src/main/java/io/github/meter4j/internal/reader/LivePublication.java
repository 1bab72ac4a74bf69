package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reading.Reading;
import java.util.Optional;
import java.util.concurrent.Flow;

/** One subscriber of a publisher: translates between Flow and a {@link LiveDelivery}. */
public final class LivePublication<R extends Reading>
    implements Flow.Subscription, MeterListener<R> {
  private final Flow.Subscriber<? super R> subscriber;
  private final LiveDelivery<R> delivery;
  private boolean over;

  private LivePublication(
      ReaderLoop<R> loop, Flow.Subscriber<? super R> subscriber, Handoff handoff) {
    this.subscriber = subscriber;
    this.delivery =
        new LiveDelivery<>(loop.address(), this, handoff, why -> end(Optional.of(why)), loop::end);
  }

  public static <R extends Reading> void start(
      ReaderLoop<R> loop, Flow.Subscriber<? super R> subscriber, Handoff handoff) {
    LivePublication<R> publication = new LivePublication<>(loop, subscriber, handoff);
    subscriber.onSubscribe(publication);
    try {
      loop.attach(publication.delivery, 0);
    } catch (IllegalStateException e) {
      publication.end(Optional.of(e));
    }
  }

  @Override
  public void onReading(R reading) {
    try {
      subscriber.onNext(reading);
    } catch (RuntimeException e) {
      cancel();
      throw e;
    }
  }

  @Override
  public void onState(ReaderState state, Optional<MeterException> cause) {
    if (state == ReaderState.CLOSED) {
      end(Optional.empty());
    }
  }

  private void end(Optional<? extends Throwable> cause) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    delivery.close();
    if (cause.isPresent()) {
      subscriber.onError(cause.get());
    } else {
      subscriber.onComplete();
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      // on the thread that calls the subscriber: it must not be called by two at once
      IllegalArgumentException misuse =
          new IllegalArgumentException("requested " + n + " readings");
      delivery.ask(() -> end(Optional.of(misuse)));
    } else {
      delivery.request(n);
    }
  }

  @Override
  public void cancel() {
    synchronized (this) {
      over = true;
    }
    delivery.close();
  }
}
