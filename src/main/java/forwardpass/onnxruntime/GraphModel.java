package forwardpass.onnxruntime;

import forwardpass.image.resize.PictureShape;
import forwardpass.model.Device;
import forwardpass.model.GraphRequest.Layout;
import forwardpass.model.Model;
import forwardpass.model.OutputKind;
import forwardpass.model.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** A graph in ONNX, with what is known of it; ONNX Runtime runs it. */
final class GraphModel implements Model {
  private static final long serialVersionUID = 1;

  /** What a graph makes of an image on its way, in images: a rule of thumb. */
  private static final int ON_THE_WAY = 8;

  private final String file;
  private final byte[] graph;
  private final String key;
  private final Device device;
  private final GraphTensors tensors;
  private final OutputKind kind;
  private final boolean isOfPixels;
  private final Values values;

  /**
   * @param key SHA-256 of the graph
   */
  GraphModel(
      String file,
      byte[] graph,
      String key,
      Device device,
      GraphTensors tensors,
      OutputKind kind,
      boolean isOfPixels) {
    this(file, graph, key, device, tensors, kind, isOfPixels, Values.AS_THEY_ARE);
  }

  private GraphModel(
      String file,
      byte[] graph,
      String key,
      Device device,
      GraphTensors tensors,
      OutputKind kind,
      boolean isOfPixels,
      Values values) {
    this.file = file;
    this.graph = graph;
    this.key = key;
    this.device = device;
    this.tensors = tensors;
    this.kind = kind;
    this.isOfPixels = isOfPixels;
    this.values = values;
  }

  String file() {
    return file;
  }

  GraphInput input() {
    return tensors.input();
  }

  GraphTensors tensors() {
    return tensors;
  }

  Values values() {
    return values;
  }

  @Override
  public int inputs() {
    return input().values();
  }

  @Override
  public Optional<PictureShape> pictures() {
    return input().pictures();
  }

  @Override
  public int outputs() {
    return tensors.scores().values();
  }

  /** What the scores are as the graph gives them. */
  OutputKind given() {
    return kind;
  }

  @Override
  public OutputKind outputKind() {
    return Probabilities.kind(kind);
  }

  @Override
  public int embeddingSize() {
    return tensors.embeddingSize();
  }

  @Override
  public Model withScores() {
    return outputKind() == kind
        ? this
        : new GraphModel(
            file,
            graph,
            key,
            device,
            new GraphTensors(input(), tensors.scores(), tensors.scores()),
            kind,
            isOfPixels,
            values);
  }

  @Override
  public boolean isOfPixels() {
    return isOfPixels || takesBytes();
  }

  @Override
  public int channels() {
    return input().channels();
  }

  @Override
  public boolean takesBytes() {
    return input().type() == ElementType.UINT8;
  }

  @Override
  public Model normalized(float[] mean, float[] deviation) {
    return new GraphModel(
        file,
        graph,
        key,
        device,
        tensors,
        kind,
        isOfPixels,
        new Values(mean.clone(), deviation.clone()));
  }

  @Override
  public long bytes() {
    return graph.length;
  }

  /** The weights as ONNX Runtime reads them, and as it arranges them. */
  @Override
  public long nativeBytes() {
    return 2L * graph.length;
  }

  @Override
  public int widest() {
    return Math.max(inputs(), outputs());
  }

  /** Of the graph and of what is asked of it: of all that its values depend on. */
  @Override
  public String sha256() {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    sha256.update(graph);
    String rest =
        "%s %d %s %s %s"
            .formatted(
                tensors,
                channels(),
                input().areChannelsLast() ? Layout.NHWC : Layout.NCHW,
                Arrays.toString(values.mean()),
                Arrays.toString(values.deviation()));
    sha256.update(rest.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public long sessionBytes(int batchSize, boolean areBytes, boolean isDeterministic) {
    long step = isDeterministic ? input().given(1) : GraphSession.step(input());
    long each = (long) inputs() * (Float.BYTES * (1L + ON_THE_WAY) + input().type().bytes());
    return step * each + (step + batchSize) * tensors.values() * Float.BYTES;
  }

  @Override
  public Session open(boolean isDeterministic) {
    return new GraphSession(this, SharedSession.open(key, graph, file, device), isDeterministic);
  }

  @Override
  public Optional<String> selfTest() {
    return SelfTest.run(this);
  }

  @Override
  public String toString() {
    return tensors.toString();
  }
}
