package forwardpass.ml;

import forwardpass.hub.PreprocessorConfig;
import forwardpass.model.Device;
import forwardpass.model.GraphRequest;
import forwardpass.model.OutputNames;
import forwardpass.pixels.PixelRequest;
import forwardpass.pixels.Standardization;
import forwardpass.source.features.PictureChannels;
import forwardpass.source.features.PictureTexts;
import forwardpass.source.features.PictureWishes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;

/**
 * The parameters of a stage that say what is done to pixels before the network gets them, and what
 * is asked of a graph: those of the job's options of these names, with the same values.
 *
 * @param <T> the stage
 */
abstract class PreparationParams<T extends PreparationParams<T>> extends ColumnParams {
  private static final long serialVersionUID = 1;

  private final Param<String> resize;
  private final Param<String> crop;
  private final Param<String> interpolation;
  private final Param<String> channels;
  private final BooleanParam normalize;
  private final BooleanParam invert;
  private final BooleanParam transpose;
  private final DoubleArrayParam mean;
  private final DoubleArrayParam std;
  private final Param<String> layout;
  private final Param<String> outputTensor;
  private final Param<String> device;

  PreparationParams(String uid) {
    super(uid);
    resize = new Param<>(this, "resize", "images: the shorter side to N, or to WxH");
    crop = new Param<>(this, "crop", "images: the middle that is kept, N or WxH");
    interpolation =
        new Param<>(this, "interpolation", "images: area, bilinear, bicubic or nearest");
    channels = new Param<>(this, "channels", "images: grey, rgb or bgr");
    normalize = new BooleanParam(this, "normalize", "whether values are divided by 255");
    invert = new BooleanParam(this, "invert", "whether dark becomes light");
    transpose = new BooleanParam(this, "transpose", "whether rows and columns are exchanged");
    setDefault(invert, false);
    setDefault(transpose, false);
    mean = new DoubleArrayParam(this, "mean", "subtracted, one or one for each channel");
    std = new DoubleArrayParam(this, "std", "then divided by, one or one for each channel");
    layout = new Param<>(this, "layout", "of a graph: nchw or nhwc");
    outputTensor = new Param<>(this, "outputTensor", "the output of a graph that has the scores");
    device = new Param<>(this, "device", "what computes a graph: cpu, cuda or cuda:N");
  }

  /** This, as what it is. */
  abstract T self();

  public Param<String> resize() {
    return resize;
  }

  public Param<String> crop() {
    return crop;
  }

  public Param<String> interpolation() {
    return interpolation;
  }

  public Param<String> channels() {
    return channels;
  }

  public BooleanParam normalize() {
    return normalize;
  }

  public BooleanParam invert() {
    return invert;
  }

  public BooleanParam transpose() {
    return transpose;
  }

  public DoubleArrayParam mean() {
    return mean;
  }

  public DoubleArrayParam std() {
    return std;
  }

  public Param<String> layout() {
    return layout;
  }

  public Param<String> outputTensor() {
    return outputTensor;
  }

  public Param<String> device() {
    return device;
  }

  /** Images: the shorter side to {@code N}, or exactly to {@code WxH}. */
  public T setResize(String size) {
    set(resize, size);
    return self();
  }

  /** Images: the middle that is kept, {@code N} or {@code WxH}. */
  public T setCrop(String size) {
    set(crop, size);
    return self();
  }

  /** How images are resized: area, bilinear, bicubic or nearest. */
  public T setInterpolation(String name) {
    set(interpolation, name);
    return self();
  }

  /** What images are made: grey, rgb or bgr. */
  public T setChannels(String name) {
    set(channels, name);
    return self();
  }

  /**
   * Whether values are divided by 255, numbers too; where it is not set, bytes and images are,
   * unless the network is seen to take pixels from 0 to 255.
   */
  public T setNormalize(boolean isDivided) {
    set(normalize, (Object) isDivided);
    return self();
  }

  /** Whether dark ink on light paper becomes light on dark: 255 - pixel, or 1 - value. */
  public T setInvert(boolean isInverted) {
    set(invert, (Object) isInverted);
    return self();
  }

  /** Whether images get their rows for columns, as EMNIST's have to. */
  public T setTranspose(boolean isTransposed) {
    set(transpose, (Object) isTransposed);
    return self();
  }

  /** Subtracted from values, after any division by 255: one number, or one for each channel. */
  public T setMean(double... numbers) {
    set(mean, numbers);
    return self();
  }

  /** What values are divided by then: one number, or one for each channel. */
  public T setStd(double... numbers) {
    set(std, numbers);
    return self();
  }

  /** Whether a graph takes its values channel by channel, nchw, or pixel by pixel, nhwc. */
  public T setLayout(String name) {
    set(layout, name);
    return self();
  }

  /** The output of a graph that has the scores. */
  public T setOutputTensor(String name) {
    set(outputTensor, name);
    return self();
  }

  /** What computes a graph: cpu, cuda or cuda:N. */
  public T setDevice(String name) {
    set(device, name);
    return self();
  }

  /** As the directory of a model says. */
  final void prepareAs(PreprocessorConfig config) {
    config.resize().ifPresent(to -> setResize(to.toString()));
    config.crop().ifPresent(to -> setCrop(to.toString()));
    config.interpolation().ifPresent(by -> setInterpolation(by.toString()));
    if (config.isBlueFirst()) {
      setChannels(PictureChannels.BGR.toString());
    }
    setNormalize(config.isDivided());
    if (!config.mean().isEmpty()) {
      setMean(doubles(config.mean()));
    }
    if (!config.deviation().isEmpty()) {
      setStd(doubles(config.deviation()));
    }
  }

  private static double[] doubles(List<Float> numbers) {
    return numbers.stream().mapToDouble(Float::doubleValue).toArray();
  }

  final PictureWishes wishes() {
    return PictureTexts.wishes(value(resize), value(crop), value(interpolation), value(channels));
  }

  final GraphRequest graphRequest() {
    return new GraphRequest(
        new OutputNames(value(outputTensor), Optional.empty()),
        wishes().size(),
        wishes().channelCount(),
        value(layout).map(GraphRequest.Layout::of),
        value(device).map(Device::of).orElse(Device.CPU));
  }

  final PixelRequest pixels() {
    return new PixelRequest(
        isDefined(normalize) ? Optional.of((Boolean) getOrDefault(normalize)) : Optional.empty(),
        (Boolean) getOrDefault(invert),
        (Boolean) getOrDefault(transpose),
        new Standardization(floats(mean), floats(std)));
  }

  private Optional<String> value(Param<String> param) {
    return isDefined(param) ? Optional.of(getOrDefault(param)) : Optional.empty();
  }

  private List<Float> floats(DoubleArrayParam param) {
    return isDefined(param)
        ? Arrays.stream(getOrDefault(param)).mapToObj(number -> (float) number).toList()
        : List.of();
  }
}
