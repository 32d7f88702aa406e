package forwardpass;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know of whom. */
@AnalyzeClasses(packages = "forwardpass", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule FORMATS_AND_NETWORKS_KNOW_NEITHER_SPARK_NOR_HADOOP =
      noClasses()
          .that()
          .resideInAnyPackage(
              "forwardpass.idx..",
              "forwardpass.text..",
              "forwardpass.image..",
              "forwardpass.onnx..",
              "forwardpass.weights..",
              "forwardpass.report..",
              "forwardpass.nn..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "forwardpass.spark..");

  @ArchTest
  static final ArchRule SPARK_CODE_KNOWS_NO_WEIGHTS_FILES_AND_NO_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAPackage("forwardpass.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("forwardpass.weights..", "forwardpass", "picocli..");

  @ArchTest
  static final ArchRule ONE_CLASS_KNOWS_NETLIB =
      noClasses()
          .that()
          .haveNameNotMatching("forwardpass\\.nn\\.Gemm(\\$.*)?")
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
          .resideInAnyPackage("org.apache.spark..", "forwardpass.spark..", "forwardpass");

  @ArchTest
  static final ArchRule ONLY_THE_CHAPTER_DRAWS_CHARTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("forwardpass.chapter..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.knowm.xchart..");

  @ArchTest
  static final ArchRule NOBODY_USES_BREEZE =
      noClasses().should().dependOnClassesThat().resideInAPackage("breeze..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("forwardpass.(*)..").should().beFreeOfCycles();
}
