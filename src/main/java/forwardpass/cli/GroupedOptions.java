package forwardpass.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@code score --help}, by what they are for, with an example of each. */
final class GroupedOptions implements IHelpSectionRenderer {
  /**
   * Options that stand together.
   *
   * @param classes that declare them
   */
  private record Group(String title, String example, List<Class<?>> classes) {
    Group(String title, String example, Class<?>... classes) {
      this(title, example, Arrays.asList(classes));
    }

    private boolean has(ArgSpec option) {
      return classes.contains(((Field) option.userObject()).getDeclaringClass());
    }
  }

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "Images",
              "--images 'dump/*.parquet' --features-column image",
              ImageOptions.class,
              FileOptions.class),
          new Group(
              "Labels",
              "--images photos --label-from directory --class-names names.txt",
              LabelOptions.class),
          new Group(
              "Preparation",
              "--resize 256 --crop 224 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225",
              PictureOptions.class,
              PixelOptions.class),
          new Group("Network", "--weights model.onnx --output-tensor logits", ModelOptions.class),
          new Group("Output", "--output scored --top-k 5", OutputOptions.class),
          new Group("Report", "--report report --compare last/report.json", ReportOptions.class),
          new Group("Gates", "--min-accuracy 0.97 --max-refused 0.001", QualityOptions.class),
          new Group("This run", "--quiet", ScoreCommand.class, SparkCommand.class));

  @Override
  public String render(Help help) {
    Map<Group, List<OptionSpec>> options =
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden())
            .collect(Collectors.groupingBy(GroupedOptions::group));
    StringBuilder text = new StringBuilder();
    for (Group group : GROUPS) {
      Layout layout =
          help.createDefaultLayout(
              new ArrayList<>(options.get(group)), List.of(), help.colorScheme());
      layout.addOptions(options.get(group), help.createDefaultParamLabelRenderer());
      text.append("%n%s, such as %s%n".formatted(group.title(), group.example())).append(layout);
    }
    return text.toString();
  }

  private static Group group(OptionSpec option) {
    return GROUPS.stream()
        .filter(group -> group.has(option))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("an option of no group: " + option));
  }
}
