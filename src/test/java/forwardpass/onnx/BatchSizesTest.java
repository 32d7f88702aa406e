package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.longs;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static forwardpass.onnx.OnnxModels.refusal;
import static forwardpass.onnx.OnnxModels.w;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes that a graph computes of the size of its batch. */
class BatchSizesTest {
  @Test
  void shapesThatAreJoinedToThemselvesDoNotGrow() {
    ModelWriter model =
        new ModelWriter().input("x", -1, 2, 2).constant(w(4, 3)).node("Shape", "x->s0");
    for (int i = 0; i < 40; i++) {
      model.node("Concat", "s%d,s%d->s%d".formatted(i, i, i + 1), attribute("axis", 0));
    }
    byte[] file =
        model.node("Reshape", "x,s40->r").node("MatMul", "r,W->y").output("y", -1, 3).model();

    assertEquals(
        "Unsupported: model, node 4 (Concat): expected a shape of at most 8 numbers, found more",
        refusal(file).split(";", -1)[0]);
  }

  @Test
  void aShapeOfNothingIsRefused() {
    byte[] file =
        new ModelWriter()
            .input("x", -1, 4)
            .constant(w(4, 3))
            .node("Shape", "->s")
            .node("Reshape", "x,s->r")
            .node("MatMul", "r,W->y")
            .output("y", -1, 3)
            .model();

    assertRefused(
        "Unsupported: model, node 1 (Shape): expected an operator on the image, found one on constants; export the network as dense layers only",
        file);
  }

  /** A NaN in a shape stands for what no file says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Identity!Reshape!node 4 (Reshape): expected a reshape to [-1, width], found [0.0, NaN, 4.0]",
        "Gather!Mul!node 2 (Gather): expected the first number of a shape, found others, at [1.0]",
        "Identity!Neg!node 3 (Neg): expected the size of a batch in the shape of a Reshape, found Neg of it"
      })
  void otherArithmeticOnShapesIsRefused(String second, String third, String message) {
    ModelWriter model =
        new ModelWriter()
            .input("x", -1, 2, 2)
            .constant(longs("one", 1))
            .constant(longs("width", 4))
            .constant(w(4, 3))
            .node("Shape", "x->shape")
            .node(second, second.equals("Gather") ? "shape,one->s" : "shape->s");
    if (third.equals("Reshape")) {
      model.node("Concat", "s,width->flat", attribute("axis", 0)).node("Reshape", "x,flat->r");
    } else {
      model.node(third, third.equals("Neg") ? "s->flat" : "s,width->flat");
      model.node("Reshape", "x,flat->r");
    }
    byte[] file = model.node("MatMul", "r,W->y").output("y", -1, 3).model();

    assertEquals("Unsupported: model, " + message, refusal(file).split(";", -1)[0]);
  }
}
