package forwardpass;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who may know of whom. */
@AnalyzeClasses(packages = "forwardpass", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MOST_FILES = 30;

  private static final String[] BYTES = {
    "forwardpass.idx..",
    "forwardpass.npz..",
    "forwardpass.snappy..",
    "forwardpass.image..",
    "forwardpass.text..",
    "forwardpass.onnx..",
    "forwardpass.weights..",
    "forwardpass.report..",
    "forwardpass.blas..",
    "forwardpass.nn..",
    "forwardpass.onnxruntime..",
    "forwardpass.model.."
  };

  private static final String[] SPARK = {
    "forwardpass",
    "forwardpass.cli..",
    "forwardpass.job..",
    "forwardpass.source..",
    "forwardpass.scoring..",
    "forwardpass.sink..",
    "forwardpass.ml..",
    "forwardpass.tasks..",
    "forwardpass.spark.."
  };

  @ArchTest
  static final ArchRule FORMATS_AND_NETWORKS_KNOW_NEITHER_SPARK_NOR_HADOOP =
      noClasses()
          .that()
          .resideInAnyPackage(BYTES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule FILES_OF_MODELS_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("forwardpass.hub..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_KNOWS_THE_JOB_AND_NOT_THE_OTHER_WAY_ROUND =
      noClasses()
          .that()
          .resideOutsideOfPackages("forwardpass", "forwardpass.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.cli..");

  @ArchTest
  static final ArchRule PICOCLI_IS_KNOWN_TO_COMMANDS_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages("forwardpass.cli..", "forwardpass.chapter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule SOURCES_SCORERS_AND_SINKS_KNOW_NO_WEIGHTS_FILES_AND_NO_JOB =
      noClasses()
          .that()
          .resideInAnyPackage(
              "forwardpass.source..",
              "forwardpass.scoring..",
              "forwardpass.sink..",
              "forwardpass.ml..",
              "forwardpass.tasks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.weights..", "forwardpass.job..");

  @ArchTest
  static final ArchRule SOURCES_KNOW_NEITHER_SCORERS_NOR_SINKS =
      noClasses()
          .that()
          .resideInAPackage("forwardpass.source..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.scoring..", "forwardpass.sink..");

  @ArchTest
  static final ArchRule FORMATS_OF_WEIGHTS_KNOW_NO_NETWORKS =
      noClasses()
          .that()
          .resideInAPackage("forwardpass.weights.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("forwardpass.weights");

  @ArchTest
  static final ArchRule FORMATS_OF_WEIGHTS_KNOW_NOTHING_OF_EACH_OTHER =
      slices()
          .matching("forwardpass.weights.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("forwardpass.weights.data"))
          // PyTorch's files are pickles and what these refer to.
          .ignoreDependency(
              resideInAPackage("forwardpass.weights.torch"),
              resideInAPackage("forwardpass.weights.pickle"));

  @ArchTest
  static final ArchRule ONNX_AND_WEIGHTS_KNOW_NOTHING_OF_EACH_OTHER =
      slices().matching("forwardpass.(onnx|weights)..").should().notDependOnEachOther();

  /** So that a new engine is a package and a line where files of weights are read. */
  @ArchTest
  static final ArchRule WHAT_SCORES_KNOWS_MODELS_AND_NOT_WHAT_RUNS_THEM =
      noClasses()
          .that()
          .resideInAnyPackage(
              "forwardpass.model..",
              "forwardpass.source..",
              "forwardpass.sink..",
              "forwardpass.report..")
          .or()
          .haveNameMatching(
              "forwardpass\\.scoring\\.(?!TaskRate).*|forwardpass\\.job\\.(?!WeightsFile|OnnxFile|Model|Bench).*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.nn..", "forwardpass.onnx..");

  @ArchTest
  static final ArchRule WHO_READS_AND_WHO_SHOWS_FILES_KNOWS_ONNX_RUNTIME_AND_NOBODY_ELSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("forwardpass.onnxruntime..")
          .and()
          .haveNameNotMatching("forwardpass\\.(networks\\.OnnxFile|inspect\\.OnnxKind)")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.onnxruntime..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule ONE_CLASS_KNOWS_NETLIB =
      noClasses()
          .that()
          .haveNameNotMatching("forwardpass\\.blas\\.Gemm(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.ludovic.netlib..");

  @ArchTest
  static final ArchRule THE_CHAPTER_RUNS_WITHOUT_SPARK =
      noClasses()
          .that()
          .resideInAPackage("forwardpass.chapter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule ONLY_THE_CHAPTERS_PLOTS_DRAW_CHARTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("forwardpass.chapter.plot")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.knowm.xchart..");

  @ArchTest
  static final ArchRule NOBODY_USES_BREEZE =
      noClasses().should().dependOnClassesThat().resideInAPackage("breeze..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("(forwardpass..)").should().beFreeOfCycles();

  @ArchTest
  static void packagesHaveAtMostThirtyFiles(JavaClasses classes) {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass type : classes) {
      String file = type.getSource().flatMap(Source::getFileName).orElseThrow();
      files.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(file);
    }
    files.values().forEach(names -> names.remove("package-info.java"));

    files.values().removeIf(names -> names.size() <= MOST_FILES);

    assertEquals(Map.of(), files);
  }
}
