import com.pi4j.context.Context;
import com.pi4j.extension.Plugin;
import com.pi4j.extension.PluginService;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;

/**
 * A plugin of Pi4J without hardware, compiled against each version: an LED chain on GPIO 23 and 24
 * that keeps its bits, and a wire from GPIO 4 to GPIO 17. Not every version has a mock plugin that
 * can be had.
 */
public final class WiredPins implements Plugin {
  static final StringBuilder BITS = new StringBuilder();
  private static volatile boolean data;
  private static volatile Input counter;

  @Override
  public void initialize(PluginService service) {
    service.register(new Outputs(), new Inputs());
  }

  public static final class Outputs extends DigitalOutputProviderBase
      implements DigitalOutputProvider {
    public Outputs() {
      super("wired-digital-output", "Wired outputs");
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      Output output = new Output(this, config, config.address());
      context.registry().add(output);
      return output;
    }
  }

  public static final class Inputs extends DigitalInputProviderBase
      implements DigitalInputProvider {
    public Inputs() {
      super("wired-digital-input", "Wired inputs");
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
      Input input = new Input(this, config);
      context.registry().add(input);
      counter = input;
      return input;
    }
  }

  static final class Output extends DigitalOutputBase {
    private final int bcm;

    Output(DigitalOutputProvider provider, DigitalOutputConfig config, int bcm) {
      super(provider, config);
      this.bcm = bcm;
    }

    @Override
    public DigitalOutput state(DigitalState state) {
      boolean high = state == DigitalState.HIGH;
      if (bcm == 23) {
        data = high;
      } else if (bcm == 24 && high) {
        BITS.append(data ? '1' : '0');
      } else if (bcm == 4 && counter != null) {
        counter.level(state);
      }
      return super.state(state);
    }
  }

  static final class Input extends DigitalInputBase {
    private DigitalState level = DigitalState.LOW;

    Input(DigitalInputProvider provider, DigitalInputConfig config) {
      super(provider, config);
    }

    @Override
    public DigitalState state() {
      return level;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    void level(DigitalState now) {
      if (now != level) {
        level = now;
        dispatch(new DigitalStateChangeEvent(this, now));
      }
    }
  }
}
